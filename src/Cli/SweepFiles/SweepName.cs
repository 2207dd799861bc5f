using System.Text.RegularExpressions;

namespace Orchestrator.Cli.SweepFiles;

/// <summary>Names of sweeps: they become ids, folders and file names.</summary>
internal static partial class SweepName
{
    public const string Rule = "a name is lower-case letters, digits and dashes, and begins with a letter.";

    public static bool IsValid(string name) => Slug().IsMatch(name);

    /// <summary>A name made from a file's.</summary>
    public static string FromFile(string path)
    {
        var slug = NotSlug().Replace(Path.GetFileNameWithoutExtension(path).ToLowerInvariant(), "-").Trim('-');
        return IsValid(slug) ? slug : "sweep";
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,63}$")]
    private static partial Regex Slug();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotSlug();
}
