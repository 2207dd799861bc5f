using System.Globalization;
using Orchestrator.Models.Data.Files;

namespace Orchestrator.Models.Data.Readers;

/// <summary>Labels in a table of their own, joined to the rows by name, or line by line where the rows have no names.</summary>
internal static class LabelFile
{
    /// <summary>What a table of labels says of some rows.</summary>
    /// <param name="Targets">In the order of the rows.</param>
    /// <param name="Names">The rows' names.</param>
    /// <param name="Remarks">What the user should know.</param>
    internal sealed record Found(Targets Targets, IReadOnlyList<string> Names, IReadOnlyList<string> Remarks);

    /// <summary>Reads the targets of some rows.</summary>
    /// <param name="dataPath">The data file, for messages.</param>
    /// <param name="key">Which table and which of its columns.</param>
    /// <param name="names">The rows' names; null = the table's lines stand in the order of the rows.</param>
    /// <param name="rows">Number of rows; null = the table's lines are the rows, and their names are in it.</param>
    /// <exception cref="DataFormatException">A row has no line, or two; a column is absent; a label cannot be read.</exception>
    public static Found Read(string dataPath, DataKey key, IReadOnlyList<string>? names, int? rows)
    {
        if (key.Labels is not { } path)
        {
            return names is not null || rows is not null
                ? new(new UnknownTargets(names?.Count ?? rows!.Value), names ?? Numbered(rows!.Value), [])
                : throw new ArgumentNullException(nameof(rows), "Without a table of labels the rows are counted by the data.");
        }

        return ReaderBoundary.Run(path, () =>
        {
            var table = JoinedTable.Read(dataPath, path, [.. key.Columns.Select(LabelColumn.NameOf)], names, rows);
            Targets targets = table.Columns.Count > 1
                ? LabelColumn.ParseMany(path, table.Columns, table.Cells, table.PlaceOf)
                : LabelColumn.Parse(path, key.Columns.Count > 0 ? key.Columns[0] : table.Columns[0], table.Cells, table.PlaceOf);
            IReadOnlyList<string> remarks = table.Unused == 0
                ? [] : [$"{table.Unused} lines of {Path.GetFileName(path)} belong to no row of {Path.GetFileName(dataPath)}"];
            return new Found(targets, table.Names, remarks);
        });

        static string[] Numbered(int rows) => [.. Enumerable.Range(0, rows).Select(row => row.ToString(CultureInfo.InvariantCulture))];
    }
}
