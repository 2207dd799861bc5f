using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.Sdk;
using Orchestrator.Storage;

namespace Orchestrator.Plugins.Loading;

/// <summary>A folder of compiled code, looked at without running any of it.</summary>
public static class PluginFolder
{
    // What the program brings itself: a project that takes the agreement as a package has copies of it.
    private static readonly string[] Brought = ["libtorch", "libLibTorchSharp", "libc10", "libgomp", "libshm", "libbackend"];

    /// <summary>Whether a folder holds a plug-in.</summary>
    public static bool IsPlugin(string folder) => Directory.Exists(folder) && Marked(folder).Any();

    /// <summary>Name and content of the plug-in in a folder.</summary>
    /// <param name="folder">Its path.</param>
    /// <exception cref="UserError">There is none, or several, or it is built for another version; the message says what to do.</exception>
    public static PluginDefinition Describe(string folder)
    {
        folder = Path.GetFullPath(folder);
        var name = Main(folder);
        return new PluginDefinition(name, folder,
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(path => (Path: path, Name: Path.GetRelativePath(folder, path).Replace('\\', '/')))
                .Where(file => IsLoaded(name, file.Name))
                .OrderBy(file => file.Name, StringComparer.Ordinal)
                .Select(file => new DataFile(file.Name, CheckedFile.HashOf(file.Path), new FileInfo(file.Path).Length)),
        ]);
    }

    private static string Main(string folder)
    {
        var found = Directory.Exists(folder) ? Marked(folder).ToArray()
            : throw new UserError(
                $"{folder}: there is no such folder. Name the folder of a plug-in's project, or of what was built of it.");
        if (found.Length != 1)
        {
            throw new UserError(found.Length == 0
                ? $"{folder}: no assembly in it is a plug-in. Build it first, and write [assembly: Plugin(PluginApi.Version)] into its "
                    + "code."
                : $"{folder}: several assemblies in it are plug-ins ({string.Join(", ", found.Select(one => one.Name))}). Give each a "
                    + "folder.");
        }

        var (name, version) = found[0];
        return version == PluginApi.Version ? name
            : throw new UserError($"{folder}: the plug-in {name} was built for version {version} of the plug-in API, and this program "
                + $"serves version {PluginApi.Version}. {(version > PluginApi.Version ? "Update this program" : "Build it again with the "
                + "Orchestrator.Sdk of this program")}.");
    }

    private static IEnumerable<(string Name, int Version)> Marked(string folder) =>
        from path in Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal)
        where !PluginLoadContext.IsShared(Path.GetFileNameWithoutExtension(path))
        let version = VersionOf(path)
        where version is not null
        select (Path.GetFileNameWithoutExtension(path), version.Value);

    private static bool IsLoaded(string plugin, string name)
    {
        var file = Path.GetFileName(name);
        return !name.Split('/').Any(part => part[0] == '.') && Path.GetExtension(file) != ".pdb" && file != plugin + ".xml"
            && !PluginLoadContext.IsShared(Path.GetFileNameWithoutExtension(file))
            && !Brought.Any(start => file.StartsWith(start, StringComparison.Ordinal));
    }

    /// <summary>The version in an assembly's attribute; null = it has none, or is no assembly.</summary>
    private static int? VersionOf(string path)
    {
        try
        {
            using var file = new PEReader(new MemoryStream(File.ReadAllBytes(path)));
            if (!file.HasMetadata)
            {
                return null;
            }

            var code = file.GetMetadataReader();
            foreach (var attribute in code.CustomAttributes.Select(code.GetCustomAttribute)
                .Where(one => one.Parent.Kind == HandleKind.AssemblyDefinition && IsMark(code, one)))
            {
                var value = code.GetBlobReader(attribute.Value);
                return value.ReadUInt16() == 1 ? value.ReadInt32() : null; // the prolog, then the argument (ECMA-335, II.23.3)
            }

            return null;
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }

    private static bool IsMark(MetadataReader code, CustomAttribute attribute) =>
        attribute.Constructor.Kind == HandleKind.MemberReference
        && code.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } parent
        && code.GetTypeReference((TypeReferenceHandle)parent) is var type
        && code.StringComparer.Equals(type.Name, nameof(PluginAttribute))
        && code.StringComparer.Equals(type.Namespace, typeof(PluginAttribute).Namespace!);
}
