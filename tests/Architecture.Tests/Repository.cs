using Orchestrator.Architecture.Tests.Sources;

namespace Orchestrator.Architecture.Tests;

/// <summary>The files of this repository, found from the test's own folder upwards.</summary>
internal static class Repository
{
    private const string Marker = "Orchestrator.sln";

    /// <summary>Absolute path of the folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The project files of the product.</summary>
    public static IReadOnlyList<string> Projects { get; } = Files("src", "*.csproj");

    /// <summary>Every C# file that somebody wrote.</summary>
    public static IReadOnlyList<SourceFile> Sources { get; } =
        [.. new[] { "src", "tests", "benchmarks" }.SelectMany(folder => Files(folder, "*.cs")).Select(SourceFile.Read)];

    /// <summary>Absolute path of something in the repository.</summary>
    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string[] Files(string folder, string pattern) =>
    [
        .. Directory.EnumerateFiles(At(folder), pattern, SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal),
    ];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, Marker)))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds {Marker}.");
    }
}
