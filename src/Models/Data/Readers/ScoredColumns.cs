using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data.Files;
using Orchestrator.Models.Data.Text;

namespace Orchestrator.Models.Data.Readers;

/// <summary>What each column of a table of new rows is for: inputs are found by the names that the network was trained on, labels need not
/// be there.</summary>
internal static class ScoredColumns
{
    /// <summary>Assigns the columns.</summary>
    /// <exception cref="DataFormatException">A column is absent that the network takes, or is there that it does not know.</exception>
    public static CsvColumns Of(DataDefinition definition, string[] header, string firstCell, TrainedColumns trained)
    {
        var keys = Keys(definition, header, trained);
        if (trained.Features is not { } features || Array.Exists(header, IsSequence))
        {
            if (DataKey.IsOne(definition))
            {
                return CsvColumns.Of(definition, header, firstCell);
            }

            if (keys.Length > 0)
            {
                return CsvColumns.Of(definition with { Key = string.Join(',', keys) }, header, firstCell);
            }

            var sequence = Array.FindIndex(header, IsSequence);
            var named = CsvColumns.NamesRows(header[0]);
            var first = sequence != 0 && (named || !Cells.TryNumber(firstCell, out _)) ? 1 : 0;
            return new(header, "", [], first - 1, sequence, -1, sequence >= 0 ? [] : [.. Enumerable.Range(first, header.Length - first)],
                NameIsGuessed: first > 0 && !named);
        }

        var labels = Array.ConvertAll(keys, key => Array.IndexOf(header, LabelColumn.NameOf(key)));
        var groupKey = definition.Groups is { File: null, Column: var column } ? column : "";
        var group = groupKey.Length > 0 ? Array.IndexOf(header, GroupColumn.NameOf(groupKey)) : -1;
        int[] inputs = [.. features.Select(name => Array.IndexOf(header, name))];
        if (Array.IndexOf(inputs, -1) is >= 0 and var absent)
        {
            var count = inputs.Count(index => index < 0);
            var more = count > 1 ? $", and {count - 1} more are absent" : "";
            throw Wrong($"there is no column '{features[absent]}', which the network takes{more}",
                Spelling.Choose(features[absent], header));
        }

        var name = !labels.Contains(0) && group != 0 && !inputs.Contains(0) ? 0 : -1;
        int[] known = [name, group, .. labels, .. inputs];
        var strange = Array.FindIndex(header, title => !known.Contains(Array.IndexOf(header, title)));
        return strange < 0 || trained.Columns > features.Count // some of the training data's were chosen
            ? new(header, keys.FirstOrDefault() ?? "", labels, name, -1, group, inputs, GroupKey: groupKey)
            : throw Wrong($"the column '{header[strange]}' is not one of the {features.Count} that the network was trained on",
                "Leave it out; if it holds the labels, say so with --key");

        DataFormatException Wrong(string problem, string cure) => new(definition.Path, "line 1", problem, cure);
    }

    /// <summary>The label columns that are there, as the key writes them.</summary>
    private static string[] Keys(DataDefinition definition, string[] header, TrainedColumns trained)
    {
        if (DataKey.IsOne(definition))
        {
            return [];
        }

        var wanted = definition.Key?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (wanted is null)
        {
            // As in training, "label" or the last column; but not where that is one of the inputs.
            return header.Contains("label") ? ["label"] : IsLabel(header, trained) ? [header[^1]] : [];
        }

        var absent = Array.FindAll(wanted, key => !header.Contains(LabelColumn.NameOf(key)));
        if (absent.Length == 0)
        {
            return wanted;
        }

        return absent.Length == wanted.Length && !trained.Labelled
            ? []
            : throw new DataFormatException(definition.Path, "line 1", $"there is no column '{LabelColumn.NameOf(absent[0])}'",
                Spelling.Choose(LabelColumn.NameOf(absent[0]), header));
    }

    /// <summary>Whether the last column is none of the inputs.</summary>
    private static bool IsLabel(string[] header, TrainedColumns trained)
    {
        var sequence = Array.FindIndex(header, IsSequence);
        return sequence >= 0 ? sequence < header.Length - 1
            : trained.Features is { } features && features.Count >= trained.Columns ? !features.Contains(header[^1])
            : header.Length > trained.Columns;
    }

    private static bool IsSequence(string title) => title.Equals("sequence", StringComparison.OrdinalIgnoreCase);
}
