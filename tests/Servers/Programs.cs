namespace Orchestrator.Servers;

internal static class Programs
{
    /// <summary>
    /// The path of an installed program, or null. Distributions keep servers out of the search path, each version in a folder of
    /// its own; the newest is taken.
    /// </summary>
    /// <param name="name">The file's name.</param>
    /// <param name="parent">Where the versions' folders are.</param>
    /// <param name="version">The pattern of their names.</param>
    /// <param name="folder">The folder of programs in a version's folder.</param>
    public static string? Find(string name, string parent, string version, string folder)
    {
        var versions = Directory.Exists(parent) ? Directory.GetDirectories(parent, version) : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return versions
            .OrderByDescending(Number)
            .Select(found => Path.Combine(found, folder))
            .Concat(path)
            .Select(found => Path.Combine(found, name))
            .Select(Target)
            .FirstOrDefault(File.Exists);
    }

    /// <summary>What a link points to: the server's other programs are there. .NET says that a link to nothing exists.</summary>
    private static string Target(string path) =>
        File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;

    /// <summary>15 of <c>15</c>, 15.2 of <c>pgsql-15.2</c>.</summary>
    private static Version Number(string folder)
    {
        var digits = new string([.. Path.GetFileName(folder).Where(c => char.IsAsciiDigit(c) || c == '.')]);
        return Version.TryParse(digits.Contains('.') ? digits : digits + ".0", out var version) ? version : new Version();
    }
}
