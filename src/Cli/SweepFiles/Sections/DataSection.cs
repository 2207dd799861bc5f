using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Admission;
using Orchestrator.Models.Data.Readers;
using Orchestrator.Models.Data.Synthesis;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>data: { path, format, key }</c>, a file, or <c>data: { synth, rows, seed }</c>, rows that are drawn. For a model of the
/// user's own also <c>data: { path, format: opaque, rows }</c>, which only that reads, <c>data: { rows }</c>, or none at all.</summary>
internal static class DataSection
{
    public static readonly string[] Keys = ["path", "format", "key", "synth", "rows", "seed"];

    private static readonly string[] Drawn = ["rows", "seed"];

    private static readonly WholeRange Rows = new(SyntheticData.FewestRows, SyntheticReader.MostRows);

    private static readonly WholeRange OpaqueRows = new(1, OpaqueReader.MostRows);

    private static readonly Dictionary<string, string> FormatOfExtension = new()
    {
        [".fasta"] = "fasta",
        [".fa"] = "fasta",
        [".csv"] = "csv",
        [".tsv"] = "csv",
        [".npz"] = "npz",
        [".npy"] = "npy",
    };

    /// <summary>The data of a sweep.</summary>
    /// <param name="root">The sweep file.</param>
    /// <param name="folder">Where relative paths start.</param>
    /// <param name="vocabulary">Names of the formats.</param>
    /// <param name="own">Whether a command or a loop of the user's trains.</param>
    public static DataDefinition? Read(Section root, string folder, SweepVocabulary vocabulary, bool own)
    {
        if (own && !root.Has("data"))
        {
            return OpaqueReader.Define(null, null);
        }

        if (root.Required("data", Keys) is not { } section)
        {
            return null;
        }

        if (section.Has("synth"))
        {
            if (own)
            {
                section.Refuse("synth", "drawn rows are in no file that a command could read: write them to one with 'orchestrator data "
                    + "synth', and name that with 'path'.");
            }

            return ReadDrawn(section);
        }

        if (own && IsOpaque(section, vocabulary))
        {
            return ReadOpaque(section, folder);
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

    // What is not said to be of a format that is read.
    private static bool IsOpaque(Section section, SweepVocabulary vocabulary) => section["format"] is YamlScalar { Text: var format }
        ? format == DataDefinition.Opaque
        : !section.Has("path") || Guess((section["path"] as YamlScalar)?.Text, vocabulary) is null;

    private static DataDefinition? ReadOpaque(Section section, string folder)
    {
        foreach (var key in new[] { "key", "seed" }.Where(section.Has))
        {
            section.Refuse(key, $"'{key}' says how data is read or drawn; this is read by the command alone.");
        }

        var path = section.Has("path") ? DataFile.Read(section, "path", folder) : null;
        var rows = section.WholeOrNothing("rows", OpaqueRows);
        if (rows is { } count && !OpaqueRows.Contains(count))
        {
            section.Refuse("rows", $"'rows' is {OpaqueRows.Words}, not {section["rows"]!.Kind}.");
        }

        return section.Has("path") && path is null ? null : OpaqueReader.Define(path, rows);
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
