using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Orchestrator.Models.Torch.Loading;

/// <summary>
/// Where libtorch lies: <c>$TORCH_ROOT/lib</c> (a PyTorch of the same version), <c>libtorch</c> beside a published program, or NuGet's
/// folder of the package that the build referred to.
/// </summary>
internal static class LibtorchFolders
{
    /// <summary>Names another libtorch: the <c>torch</c> folder of a Python installation.</summary>
    public const string Variable = "TORCH_ROOT";

    private const string Marker = "libtorch_cpu.so";

    private static string BesideProgram => Path.Combine(AppContext.BaseDirectory, "libtorch");

    /// <exception cref="TorchException">There is none.</exception>
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } root)
        {
            var named = Path.Combine(root, "lib");
            return Has(named)
                ? named : throw new TorchException(
                $"{Variable} is {root}, but there is no {named}/{Marker}. Name the torch folder of a PyTorch installation.");
        }

        if (Has(BesideProgram))
        {
            return BesideProgram;
        }

        var packages = Expand(Metadata("LibtorchFolders")).ToArray();
        return packages switch
        {
            [var one] when Has(one) => one,
            { Length: > 1 } => Join(packages, Path.Combine(UserCache.Folder, "libtorch")),
            _ => throw new TorchException(
                $"libtorch is not where the build found it ({Metadata("LibtorchFolders")}). Build again, publish the program, or set "
                    + $"{Variable} to the torch folder of a PyTorch 2.10."),
        };
    }

    /// <summary>TorchSharp's native part.</summary>
    /// <exception cref="TorchException">There is none.</exception>
    public static string FindTorchSharp(string file) =>
        new[] { BesideProgram, Metadata("TorchSharpFolder") }.Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists)
        ?? throw new TorchException(
            $"TorchSharp's {file} is not where the build found it ({Metadata("TorchSharpFolder")}). Build again, or publish the program.");

    /// <summary>One folder of links to what lies in several, as the parts of the CUDA packages do: the loader looks for neighbours beside a
    /// file.</summary>
    /// <param name="folders">Where the files are.</param>
    /// <param name="under">The new folder's parent; its own name follows from the others'.</param>
    /// <exception cref="TorchException">None of them holds libtorch.</exception>
    internal static string Join(IReadOnlyList<string> folders, string under)
    {
        if (!folders.Any(Has))
        {
            throw new TorchException($"None of {string.Join(", ", folders)} holds {Marker}.");
        }

        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', folders))))[..16];
        var joined = Path.Combine(under, name);
        if (Has(joined))
        {
            return joined;
        }

        var temporary = Directory.CreateDirectory($"{joined}.{Environment.ProcessId}").FullName;
        foreach (var file in folders.SelectMany(Directory.EnumerateFiles).DistinctBy(Path.GetFileName))
        {
            File.CreateSymbolicLink(Path.Combine(temporary, Path.GetFileName(file)), file);
        }

        try
        {
            Directory.Move(temporary, joined);
        }
        catch (IOException) when (Has(joined)) // another process was faster
        {
            Directory.Delete(temporary, recursive: true);
        }

        return joined;
    }

    /// <summary>The folders of a path with stars; a star stands for any part of one folder's name.</summary>
    internal static IEnumerable<string> Expand(string pattern) => pattern.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(
        (IEnumerable<string>)["/"],
        static (folders, part) => part.Contains('*', StringComparison.Ordinal)
            ? folders.Where(Directory.Exists)
                .SelectMany(folder => Directory.EnumerateDirectories(folder, part).Order(StringComparer.Ordinal))
            : folders.Select(folder => Path.Combine(folder, part)));

    private static bool Has(string folder) => File.Exists(Path.Combine(folder, Marker));

    private static string Metadata(string key) =>
        typeof(LibtorchFolders).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
