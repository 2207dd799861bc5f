namespace Orchestrator.Shared;

/// <summary>The folder of this repository, found from the test's own upwards: for tests of what is shipped as it lies there.</summary>
internal static class RepositoryFolder
{
    private const string Marker = "Orchestrator.sln";

    /// <summary>Absolute path of the folder that holds the solution.</summary>
    public static string Path { get; } = Above(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>Absolute path of something in the repository.</summary>
    public static string At(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Above(DirectoryInfo? folder) =>
        folder is null ? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds {Marker}.")
        : File.Exists(System.IO.Path.Combine(folder.FullName, Marker)) ? folder.FullName
        : Above(folder.Parent);
}
