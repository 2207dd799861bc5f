using System.Text.RegularExpressions;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.SweepFiles;

/// <summary>Makes a sweep's name from that of its file.</summary>
internal static partial class SweepName
{
    /// <summary>A name made from a file's.</summary>
    public static string FromFile(string path)
    {
        var slug = NotSlug().Replace(Path.GetFileNameWithoutExtension(path).ToLowerInvariant(), "-").Trim('-');
        return SweepNames.IsValid(slug) ? slug : "sweep";
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotSlug();
}
