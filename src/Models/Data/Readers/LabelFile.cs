using System.Globalization;
using CsvHelper;
using Orchestrator.Models.Data.Files;
using Utf8CsvReader = CsvHelper.CsvReader;

namespace Orchestrator.Models.Data.Readers;

/// <summary>Labels in a table of their own, joined to the rows by name, or line by line where the rows have no names.</summary>
internal static class LabelFile
{
    /// <summary>Reads the targets of some rows.</summary>
    /// <param name="dataPath">The data file, for messages.</param>
    /// <param name="key">Which table and which of its columns.</param>
    /// <param name="names">The rows' names; null = the table's lines stand in the order of the rows.</param>
    /// <param name="rows">Number of rows; null = the table decides.</param>
    /// <returns>The targets in the order of the rows, and the rows' names.</returns>
    /// <exception cref="DataFormatException">A row has no line, or two; a column is absent; a label cannot be read.</exception>
    public static (Targets Targets, IReadOnlyList<string> Names) Read(string dataPath, DataKey key, IReadOnlyList<string>? names, int? rows)
    {
        if (key.Labels is not { } path)
        {
            return names is not null || rows is not null
                ? (new UnknownTargets(names?.Count ?? rows!.Value), names ?? Numbered(rows!.Value))
                : throw new ArgumentNullException(nameof(rows), "Without a table of labels the rows are counted by the data.");
        }

        using var stream = DataSource.OpenTable(path);
        using var reader =
            Utf8CsvReader.Create(stream,
                new CsvReaderOptions { HasHeader = false, TrackLineNumbers = true, MalformedData = CsvMalformedDataHandling.Throw },
                leaveOpen: true);
        if (!reader.Read())
        {
            throw new DataFormatException(path, null, "the file is empty", "Write a header and a line for each row");
        }

        var header = reader.Current.ToArray();
        var named = CsvColumns.RowNames.Contains(header[0], StringComparer.OrdinalIgnoreCase) || names is not null;
        var columns = key.Columns.Count > 0
            ? key.Columns.Select(Find).ToArray() : [.. Enumerable.Range(named ? 1 : 0, header.Length - (named ? 1 : 0))];
        if (columns.Length == 0)
        {
            throw new DataFormatException(path, "line 1", "there is no label column", "Give the table a column beside the rows' names");
        }

        var (ids, lines, cells) = (new List<string>(), new List<long>(), new List<string[]>());
        while (reader.Read())
        {
            if (reader.FieldCount != header.Length)
            {
                throw new DataFormatException(path, $"line {reader.LineNumber}",
                    $"{reader.FieldCount} cells under a header of {header.Length}",
                    "Complete the line, or quote cells that hold the separator");
            }

            ids.Add(named ? reader.GetString(0) : ids.Count.ToString(CultureInfo.InvariantCulture));
            lines.Add(reader.LineNumber);
            cells.Add(Array.ConvertAll(columns, column => reader.GetString(column)));
        }

        var order = names is null ? InOrder(dataPath, path, rows ?? ids.Count, ids.Count) : Joined(dataPath, path, names, ids, lines);
        var texts = order.SelectMany(line => cells[line]).ToArray();
        Targets targets = columns.Length > 1
            ? LabelColumn.ParseMany(path, [.. columns.Select(column => header[column])], texts, i =>
                $"line {lines[order[i / columns.Length]]}, column {header[columns[i % columns.Length]]}")
            : Array.FindIndex(texts, text => LabelColumn.IsMissing(text)) is >= 0 and var missing
                ? throw new DataFormatException(path, $"line {lines[order[missing]]}, column {header[columns[0]]}", "the label is missing",
                    "Remove the row or write its label")
                : LabelColumn.Parse(path, (key.Columns.Count > 0 ? key.Columns[0] : null) ?? header[columns[0]], texts);
        return (targets, names ?? ids);

        static string[] Numbered(int rows) => [.. Enumerable.Range(0, rows).Select(row => row.ToString(CultureInfo.InvariantCulture))];

        int Find(string column)
        {
            var name = LabelColumn.NameOf(column);
            var index = Array.IndexOf(header, name);
            return index >= 0
                ? index : throw new DataFormatException(path, "line 1", $"there is no column '{name}'", Spelling.Choose(name, header));
        }
    }

    private static int[] InOrder(string dataPath, string path, int rows, int lines) => rows == lines
        ? [.. Enumerable.Range(0, rows)]
        : throw new DataFormatException(path, null, $"it has {lines} rows; {dataPath} has {rows}, without names to join them by",
            "Write one line for each row, in the same order");

    private static int[] Joined(string dataPath, string path, IReadOnlyList<string> names, List<string> ids, List<long> lines)
    {
        var lineOf = new Dictionary<string, int>(ids.Count);
        for (var i = 0; i < ids.Count; i++)
        {
            if (!lineOf.TryAdd(ids[i], i))
            {
                throw new DataFormatException(path, $"line {lines[i]}", $"'{ids[i]}' stands on line {lines[lineOf[ids[i]]]} already",
                    "Leave one line for each row");
            }
        }

        var absent = names.Where(name => !lineOf.ContainsKey(name)).ToArray();
        if (absent.Length > 0)
        {
            throw new DataFormatException(path, null,
                $"{absent.Length} of the {names.Count} rows of {dataPath} have no line, the first '{absent[0]}'",
                "Add lines for them (NA where a label is not known), or take the rows out");
        }

        return [.. names.Select(name => lineOf[name])];
    }
}
