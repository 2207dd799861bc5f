using Orchestrator.Architecture.Tests.Sources;
using Orchestrator.Shared;

namespace Orchestrator.Architecture.Tests;

/// <summary>The files of this repository, found from the test's own folder upwards.</summary>
internal static class Repository
{
    /// <summary>Absolute path of the folder that holds the solution.</summary>
    public static string Root => RepositoryFolder.Path;

    /// <summary>The project files of the product.</summary>
    public static IReadOnlyList<string> Projects { get; } = Files("src", "*.csproj");

    /// <summary>Every C# file that somebody wrote.</summary>
    public static IReadOnlyList<SourceFile> Sources { get; } =
        [.. new[] { "src", "tests", "benchmarks" }.SelectMany(folder => Files(folder, "*.cs")).Select(SourceFile.Read)];

    /// <summary>Absolute path of something in the repository.</summary>
    public static string At(params string[] parts) => RepositoryFolder.At(parts);

    private static string[] Files(string folder, string pattern) =>
    [
        .. Directory.EnumerateFiles(At(folder), pattern, SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal),
    ];
}
