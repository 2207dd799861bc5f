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
        var written = section.Text("path", kind: "a file");
        var format = section.Choice("format", vocabulary.Formats, Guess(written, vocabulary));
        var path = written is null || written.Contains('\0') ? null : Path.GetFullPath(Path.Combine(folder, written));
        if (path is not null) CheckFile(section, written!, path);
        else if (written is not null) section.Refuse("path", "a path holds no null character.");
        return path is null || format is null ? null : new DataDefinition(path, format, section.Has("key") ? section.Text("key") : null);
    }

    private static string? Guess(string? path, SweepVocabulary vocabulary)
    {
        var plain = path?.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) == true ? path[..^3] : path;
        var guessed = FormatOfExtension.GetValueOrDefault(Path.GetExtension(plain)?.ToLowerInvariant() ?? "");
        return guessed is not null && vocabulary.Formats.Contains(guessed) ? guessed : null;
    }

    private static void CheckFile(Section section, string written, string path)
    {
        if (File.Exists(path)) return;
        if (Directory.Exists(path))
        {
            section.Refuse("path", $"'{written}' is a folder; the data is a file.");
            return;
        }
        var neighbours = Path.GetDirectoryName(path) is { } folder && Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)!) : [];
        var near = NearestWord.Find(Path.GetFileName(path), neighbours.Order(StringComparer.Ordinal));
        var advice = near is null ? "" : $" Did you mean '{Path.Combine(Path.GetDirectoryName(written) ?? "", near)}'?";
        section.Refuse("path", $"the data '{written}' is not there: {path} does not exist. Paths are relative to the sweep file, or to --data-root DIR.{advice}");
    }
}
