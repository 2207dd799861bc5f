using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data.Files;
using Orchestrator.Models.Data.Text;

namespace Orchestrator.Models.Data.Readers;

/// <summary>What each column of a table is for.</summary>
/// <param name="Header">The columns' names.</param>
/// <param name="Key">The label column's name with its ending, where there is one label column.</param>
/// <param name="Labels">Indices of the label columns; empty when the labels stand in another file.</param>
/// <param name="Name">Index of the column that names rows; -1 = rows are numbered.</param>
/// <param name="Sequence">Index of the column of DNA; -1 = the inputs are numbers.</param>
/// <param name="Group">Index of the column of groups; -1 = there is none.</param>
/// <param name="Features">Indices of the numeric inputs; empty when there is a column of DNA.</param>
/// <param name="NameIsGuessed">Whether the column that names rows does so because its first cell is no number, and not by its own
/// name.</param>
/// <param name="GroupKey">The group column's name with its ending.</param>
internal sealed record CsvColumns(
    string[] Header, string Key, int[] Labels, int Name, int Sequence, int Group, int[] Features, bool NameIsGuessed = false,
    string GroupKey = "")
{
    private static readonly string[] RowNames = ["", "id", "name", "sample", "isolate", "gene"];

    /// <summary>Whether a first column of that name names the rows: <c>id</c>, <c>sample</c>, <c>sample_id</c> and the like.</summary>
    public static bool NamesRows(string title) =>
        RowNames.Contains(title, StringComparer.OrdinalIgnoreCase) || title.EndsWith("_id", StringComparison.OrdinalIgnoreCase)
        || title.EndsWith(" id", StringComparison.OrdinalIgnoreCase) || title.EndsWith(".id", StringComparison.OrdinalIgnoreCase);

    /// <summary>Assigns the columns.</summary>
    /// <exception cref="DataFormatException">A label column is absent, or nothing is left to learn from.</exception>
    public static CsvColumns Of(DataDefinition definition, string[] header, string firstCell)
    {
        string[] keys = DataKey.IsOne(definition) ? []
            : definition.Key is { } key ? key.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [header.FirstOrDefault(name => name == "label") ?? header[^1]];
        var labels = Array.ConvertAll(keys, Find);
        var sequence = Array.FindIndex(header, name => name.Equals("sequence", StringComparison.OrdinalIgnoreCase));
        if (labels.Contains(sequence))
        {
            sequence = -1;
        }

        var groupKey = definition.Groups is { File: null, Column: var column } ? column : "";
        var group = groupKey.Length > 0 && !(DataKey.IsOne(definition) && !header.Contains(GroupColumn.NameOf(groupKey)))
            ? Find(GroupColumn.NameOf(groupKey)) : -1;
        var names = !labels.Contains(0) && sequence != 0 && (NamesRows(header[0]) || !Cells.TryNumber(firstCell, out _)) ? 0 : -1;
        int[] features = sequence >= 0
            ? [] : [.. Enumerable.Range(0, header.Length).Where(column => column != names && column != group && !labels.Contains(column))];
        return sequence >= 0 || features.Length > 0
            ? new(header, keys.FirstOrDefault() ?? "", labels, names, sequence, group, features,
                NameIsGuessed: names == 0 && group != 0 && !NamesRows(header[0]), GroupKey: groupKey)
            : throw new DataFormatException(definition.Path, "line 1", "no column is left to learn from",
                "Give the table a column 'sequence' or columns of numbers");

        int Find(string label)
        {
            var index = Array.IndexOf(header, LabelColumn.NameOf(label));
            return index >= 0
                ? index : throw new DataFormatException(definition.Path, "line 1", $"there is no column '{LabelColumn.NameOf(label)}'",
                Spelling.Choose(LabelColumn.NameOf(label), header));
        }
    }
}
