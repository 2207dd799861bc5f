using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Sweeps;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>data: { path, format, key }</c>.</summary>
internal static class DataSection
{
    public static readonly string[] Keys = ["path", "format", "key"];

    private static readonly Dictionary<string, string> FormatOfExtension = new()
    {
        [".fasta"] = "fasta", [".fa"] = "fasta", [".csv"] = "csv", [".tsv"] = "tsv", [".npz"] = "npz", [".npy"] = "npy",
    };

    public static DataDefinition? Read(Section? section, string folder, SweepVocabulary vocabulary)
    {
        if (section?.Text("path") is not { } written) return null;
        var path = Path.GetFullPath(Path.Combine(folder, written));
        if (!File.Exists(path) && !Directory.Exists(path)) section.Refuse("path", $"the data '{written}' is not there: {path} does not exist. Paths are relative to the sweep file.");
        var plain = path.EndsWith(".gz", StringComparison.Ordinal) ? path[..^3] : path;
        var guessed = FormatOfExtension.GetValueOrDefault(Path.GetExtension(plain).ToLowerInvariant());
        if (section.Choice("format", vocabulary.Formats, guessed is not null && vocabulary.Formats.Contains(guessed) ? guessed : null) is not { } format) return null;
        return new DataDefinition(path, format, section.Has("key") ? section.Text("key") : null);
    }
}
