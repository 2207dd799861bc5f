using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data.Files;
using Orchestrator.Models.Data.Text;

namespace Orchestrator.Models.Data.Readers;

/// <summary>
/// A key that names further files: <c>labels=samples.csv#type; features=genes.txt</c>. Files are taken from the data file's folder. After
/// <c>#</c> stand the label columns, separated by commas; left out, all but the one that names the rows.
/// </summary>
/// <param name="Data">The data file.</param>
/// <param name="Labels">The table of labels; null = the rows have none and are only scored.</param>
/// <param name="Columns">Its columns that are targets; empty = all but the one that names the rows.</param>
/// <param name="Features">A file with one column name a line; null = the columns have no names.</param>
internal sealed record DataKey(string Data, string? Labels, IReadOnlyList<string> Columns, string? Features)
{
    private const string Example = "Write 'labels=FILE#COLUMN', or 'labels=FILE#COLUMN; features=FILE'";

    /// <summary>Every file that is read.</summary>
    public IReadOnlyList<string> Files => [Data, .. new[] { Labels, Features }.OfType<string>()];

    /// <summary>Whether a definition's key is of this kind rather than a plain name.</summary>
    public static bool IsOne(DataDefinition definition) => definition.Key?.Contains('=') == true;

    /// <summary>Reads a definition's key.</summary>
    /// <exception cref="DataFormatException">It does not name the labels, or something else.</exception>
    public static DataKey Parse(DataDefinition definition) => Parse(definition, labelled: true);

    /// <summary>Reads a definition's key, which need not name labels where they are not wanted.</summary>
    /// <exception cref="DataFormatException">It names something else.</exception>
    public static DataKey Parse(DataDefinition definition, bool labelled)
    {
        var folder = Path.GetDirectoryName(definition.Path) ?? "";
        var (labels, features) = ((string?)null, (string?)null);
        foreach (var part in (definition.Key ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            switch (part.Split('=', 2, StringSplitOptions.TrimEntries))
            {
                case ["labels", var value]: labels = value; break;
                case ["features", var value]: features = value; break;
                default: throw new DataFormatException(definition.Path, null, $"the key's part '{part}' is not understood", Example);
            }
        }

        if (labels is null && !labelled)
        {
            return new(definition.Path, null, [], features is null ? null : Path.Combine(folder, features));
        }

        if (string.IsNullOrEmpty(labels))
        {
            throw new DataFormatException(definition.Path, null, "the key does not say where the labels are", Example);
        }

        var mark = labels.IndexOf('#');
        var columns = mark < 0 ? [] : labels[(mark + 1)..]
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new(definition.Path, Path.Combine(folder, mark < 0 ? labels : labels[..mark]), columns, features is null
            ? null : Path.Combine(folder, features));
    }

    /// <summary>The names of the columns.</summary>
    /// <param name="width">How many there are.</param>
    /// <exception cref="DataFormatException">The file is absent or has another number of lines.</exception>
    public IReadOnlyList<string>? FeatureNames(int width)
    {
        if (Features is null)
        {
            return null;
        }

        using var reader = Utf8Text.OpenLines(Features);
        var names = new List<string>(width);
        var lineOf = new Dictionary<string, int>(width);
        while (reader.ReadLine() is { } line)
        {
            names.Add(line.Trim());
            if (!lineOf.TryAdd(names[^1], names.Count))
            {
                throw new DataFormatException(Features, $"line {names.Count}",
                    $"'{names[^1]}' stands on line {lineOf[names[^1]]} already", "Give every column a name of its own");
            }
        }

        return names.Count == width
            ? names
            : throw new DataFormatException(Features, null, $"it names {names.Count} columns; {Path.GetFileName(Data)} has {width}",
                "Write one name a line, in the order of the columns");
    }
}
