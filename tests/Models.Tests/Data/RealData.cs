namespace Orchestrator.Models.Tests.Data;

/// <summary>Finds files of the public data sets, which lie beside the repository where someone has put them, and of the examples in
/// it.</summary>
internal static class RealData
{
    /// <summary>The path of <c>shared/data/{name}</c> in the nearest folder above that has it; skips the test where none has.</summary>
    public static string Path(string name) =>
        Above(System.IO.Path.Combine("shared", "data", name)) ?? Skipped($"shared/data/{name} is not here");

    /// <summary>The path of a file of the repository.</summary>
    public static string OfRepository(string name) => Above(name) ?? throw new FileNotFoundException(name);

    private static string? Above(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = System.IO.Path.Combine(folder.FullName, relative);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    private static string Skipped(string reason)
    {
        Skip.If(true, reason);
        return reason;
    }
}
