using Orchestrator.Models.Data.Text;

namespace Orchestrator.Models.Data.Readers;

/// <summary>
/// Decides what a column of groups means: equal words are one group. A row whose group is missing is refused, for the rows without one
/// would become a group, or, where the column's name ends in <c>:alone</c>, stands for itself.
/// </summary>
internal static class GroupColumn
{
    private const string Alone = ":alone";

    /// <summary>The column's name without its ending.</summary>
    public static string NameOf(string key) => key.EndsWith(Alone, StringComparison.Ordinal) ? key[..^Alone.Length] : key;

    /// <summary>The groups of some rows.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="key">The column's name, perhaps with an ending.</param>
    /// <param name="cells">A cell a row.</param>
    /// <param name="placeOf">Where the cell of a row stands, for messages.</param>
    /// <exception cref="DataFormatException">Some are missing.</exception>
    public static string[] Of(string path, string key, IReadOnlyList<string> cells, Func<int, string> placeOf)
    {
        var missing = Enumerable.Range(0, cells.Count).Where(row => Cells.IsMissing(cells[row])).ToArray();
        if (missing.Length > 0 && !key.EndsWith(Alone, StringComparison.Ordinal))
        {
            var empty = missing.Count(row => string.IsNullOrWhiteSpace(cells[row]));
            var words = missing.Where(row => !string.IsNullOrWhiteSpace(cells[row])).GroupBy(row => cells[row])
                .Select(rows => $"{rows.Count()} say {rows.Key}");
            throw new DataFormatException(path, placeOf(missing[0]),
                string.Join(", ", words.Prepend($"{empty} rows have no {key}").Skip(empty > 0 ? 0 : 1)) + $" (of {cells.Count} rows)",
                $"Write their groups; '{key}{Alone}' makes each of them a group of its own");
        }

        var groups = cells.ToArray();
        var taken = groups.ToHashSet();
        foreach (var row in missing)
        {
            var name = $"row {row} alone";
            while (!taken.Add(name))
            {
                name += "'";
            }

            groups[row] = name;
        }

        return groups;
    }
}
