using System.Reflection;
using System.Runtime.Loader;
using Orchestrator.Sdk;

namespace Orchestrator.Plugins.Loading;

/// <summary>The assemblies of one plug-in. What the agreement's types stand in is the program's own; everything else that lies in the
/// plug-in's folder is the plug-in's, also where the program has another version of it.</summary>
/// <remarks>Managed code is read whole, so that the folder may be built anew while a sweep runs.</remarks>
internal sealed class PluginLoadContext(string name, string assembly) : AssemblyLoadContext(name)
{
    // TorchSharp and what it needs, since its types are in the agreement.
    private static readonly HashSet<string> Shared =
    [
        typeof(PluginApi).Assembly.GetName().Name!,
        .. typeof(PluginApi).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!),
        .. typeof(TorchSharp.torch).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!),
    ];

    private readonly AssemblyDependencyResolver resolver = new(assembly);

    /// <summary>The plug-in itself.</summary>
    public Assembly LoadMain() => LoadFile(assembly);

    /// <summary>Whether an assembly is the program's, whatever lies in the folder.</summary>
    public static bool IsShared(string assembly) => Shared.Contains(assembly);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is not { } wanted || IsShared(wanted))
        {
            return null;
        }

        var beside = Path.Combine(Path.GetDirectoryName(assembly)!, wanted + ".dll");
        var path = resolver.ResolveAssemblyToPath(assemblyName) ?? (File.Exists(beside) ? beside : null);
        return path is null ? null : LoadFile(path);
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    private Assembly LoadFile(string path)
    {
        using var code = new MemoryStream(File.ReadAllBytes(path));
        return LoadFromStream(code);
    }
}
