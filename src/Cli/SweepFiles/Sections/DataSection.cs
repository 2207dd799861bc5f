using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Sweeps;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>data: { path, format, key }</c>.</summary>
internal static class DataSection
{
    public static readonly string[] Keys = ["path", "format", "key"];

    private static readonly Dictionary<string, string> FormatOfExtension = new()
    {
        [".fasta"] = "fasta", [".fa"] = "fasta", [".csv"] = "csv", [".tsv"] = "csv", [".npz"] = "npz", [".npy"] = "npy",
    };

    public static DataDefinition? Read(Section? section, string folder, SweepVocabulary vocabulary)
    {
        if (section is null) return null;
        var format = section.Choice("format", vocabulary.Formats, Guess(section["path"] is YamlScalar written ? written.Text : null, vocabulary));
        var path = DataFile.Read(section, "path", folder);
        return path is null || format is null ? null : new DataDefinition(path, format, section.Has("key") ? section.Text("key") : null);
    }

    private static string? Guess(string? path, SweepVocabulary vocabulary)
    {
        var plain = path?.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) == true ? path[..^3] : path;
        var guessed = FormatOfExtension.GetValueOrDefault(Path.GetExtension(plain)?.ToLowerInvariant() ?? "");
        return guessed is not null && vocabulary.Formats.Contains(guessed) ? guessed : null;
    }
}
