using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.Models.Data.Readers;
using Orchestrator.Models.Data.Synthesis;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>data: { path, format, key }</c>, a file, or <c>data: { synth, rows, seed }</c>, rows that are drawn.</summary>
internal static class DataSection
{
    public static readonly string[] Keys = ["path", "format", "key", "synth", "rows", "seed"];

    private static readonly string[] Drawn = ["rows", "seed"];

    private static readonly WholeRange Rows = new(SyntheticData.FewestRows, SyntheticReader.MostRows);

    private static readonly Dictionary<string, string> FormatOfExtension = new()
    {
        [".fasta"] = "fasta",
        [".fa"] = "fasta",
        [".csv"] = "csv",
        [".tsv"] = "csv",
        [".npz"] = "npz",
        [".npy"] = "npy",
    };

    public static DataDefinition? Read(Section? section, string folder, SweepVocabulary vocabulary)
    {
        if (section is null)
        {
            return null;
        }

        if (section.Has("synth"))
        {
            return ReadDrawn(section);
        }

        foreach (var key in Drawn.Where(section.Has))
        {
            section.Refuse(key, $"'{key}' is of drawn data: name its kind with 'synth'.");
        }

        var format =
            section.Choice("format", vocabulary.Formats, Guess(section["path"] is YamlScalar written ? written.Text : null, vocabulary));
        var path = DataFile.Read(section, "path", folder);
        return path is null || format is null ? null : new DataDefinition(path, format, section.Has("key") ? section.Text("key") : null);
    }

    private static DataDefinition? ReadDrawn(Section section)
    {
        foreach (var key in new[] { "path", "format", "key" }.Where(section.Has))
        {
            section.Refuse(key, $"'{key}' is of a file; these rows are drawn: leave it or 'synth' out.");
        }

        var (kind, rows, seed) =
            (section.Choice("synth", SyntheticData.Names, what: "kind of data"), section.Whole("rows", 1_000, Rows),
                section.Natural("seed", 1));
        if (rows is { } count && !Rows.Contains(count))
        {
            section.Refuse("rows", $"'rows' is {Rows.Words}, not {section["rows"]!.Kind}.");
        }

        return kind is null || rows is null || seed is null ? null : SyntheticReader.Define(kind, (int)rows, seed.Value);
    }

    /// <summary>The format that a file's ending tells; null = none.</summary>
    public static string? Guess(string? path, SweepVocabulary vocabulary)
    {
        var plain = path?.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) == true ? path[..^3] : path;
        var guessed = FormatOfExtension.GetValueOrDefault(Path.GetExtension(plain)?.ToLowerInvariant() ?? "");
        return guessed is not null && vocabulary.Formats.Contains(guessed) ? guessed : null;
    }
}
