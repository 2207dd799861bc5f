using System.Globalization;
using Orchestrator.Models.Data.Files;
using Orchestrator.Models.Data.Text;

namespace Orchestrator.Models.Data.Readers;

/// <summary>Columns of a table beside the data, brought into the order of the data's rows: by name, or line by line where the rows have no
/// names.</summary>
/// <param name="Columns">The columns' names.</param>
/// <param name="Names">The rows' names.</param>
/// <param name="Cells">(rows, columns), row-major.</param>
/// <param name="Lines">The line of each row.</param>
/// <param name="Unused">Lines that no row of the data asks for.</param>
internal sealed record JoinedTable(
    IReadOnlyList<string> Columns, IReadOnlyList<string> Names, string[] Cells, long[] Lines, int Unused)
{
    /// <summary>Where a cell stands, for messages.</summary>
    public string PlaceOf(int cell) => $"line {Lines[cell / Columns.Count]}, column {Columns[cell % Columns.Count]}";

    /// <summary>Reads the table.</summary>
    /// <param name="dataPath">The data file, for messages.</param>
    /// <param name="path">The table.</param>
    /// <param name="wanted">Columns, without endings; empty = all but the one that names the rows.</param>
    /// <param name="names">The rows' names; null = the table's lines stand in the order of the rows, or make the rows.</param>
    /// <param name="rows">Number of rows; null = the table's lines are the rows.</param>
    /// <exception cref="DataFormatException">A row has no line, or two; a column is absent.</exception>
    public static JoinedTable Read(string dataPath, string path, IReadOnlyList<string> wanted, IReadOnlyList<string>? names, int? rows)
    {
        using var table = TextTable.Open(path);
        var header = table.Header;
        var columns = wanted.Select(Find).ToArray();
        // The first column that is no label names the rows, where they have names.
        var byName = names is not null || rows is null;
        var first = Array.FindIndex(header, title => !columns.Contains(Array.IndexOf(header, title)));
        var name = first >= 0 && (byName || CsvColumns.NamesRows(header[first])) ? first : -1;
        if (columns.Length == 0)
        {
            columns = [.. Enumerable.Range(0, header.Length).Where(column => column != name)];
        }

        if (columns.Length == 0 || (byName && name < 0))
        {
            throw new DataFormatException(path, "line 1",
                columns.Length == 0 ? "there is no label column" : "there is no column that names the rows",
                "Give the table a column of names and a column of labels");
        }

        if (name >= 0 && names?.Contains(header[name]) == true)
        {
            throw new DataFormatException(path, "line 1", $"the line looks like data: '{header[name]}' is a row of {dataPath}",
                "Write a line of column names above it");
        }

        var (ids, lines, cells) = (new List<string>(), new List<long>(), new List<string[]>());
        while (table.Read())
        {
            ids.Add(name >= 0 ? table.Text(name) : ids.Count.ToString(CultureInfo.InvariantCulture));
            lines.Add(table.Line);
            cells.Add(Array.ConvertAll(columns, table.Text));
        }

        var order = names is not null ? ByName(dataPath, path, names, ids, lines)
            : rows is null ? ByName(dataPath, path, ids, ids, lines)
            : InOrder(dataPath, path, rows.Value, name >= 0 ? ids : null, lines);
        return new([.. columns.Select(column => header[column])], names ?? (rows is null ? ids : [.. order.Select(line => ids[line])]),
            [.. order.SelectMany(line => cells[line])], [.. order.Select(line => lines[line])],
            names is null ? 0 : lines.Count - order.Distinct().Count());

        int Find(string column)
        {
            var index = Array.IndexOf(header, column);
            return index >= 0
                ? index : throw new DataFormatException(path, "line 1", $"there is no column '{column}'", Spelling.Choose(column, header));
        }
    }

    private static int[] InOrder(string dataPath, string path, int rows, List<string>? ids, List<long> lines)
    {
        if (rows != lines.Count)
        {
            throw new DataFormatException(path, null,
                $"it has {lines.Count} rows; {dataPath} has {rows}, without names to join them by",
                "Write one line for each row, in the same order");
        }

        if (ids is null || Numbers(ids) is not { } numbers)
        {
            return [.. Enumerable.Range(0, rows)];
        }

        // Ids that are the rows' numbers say which line belongs to which row.
        var least = numbers.Min();
        if (least is 0 or 1 && numbers.Distinct().Count() == rows && numbers.Max() == rows - 1 + least)
        {
            var order = new int[rows];
            for (var line = 0; line < rows; line++)
            {
                order[numbers[line] - least] = line;
            }

            return order;
        }

        return [.. Enumerable.Range(0, rows)];
    }

    private static int[]? Numbers(List<string> ids)
    {
        var numbers = new int[ids.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!int.TryParse(ids[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return null;
            }
        }

        return numbers.Length == 0 ? null : numbers;
    }

    private static int[] ByName(string dataPath, string path, IReadOnlyList<string> names, List<string> ids, List<long> lines)
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
