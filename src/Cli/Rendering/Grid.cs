using Spectre.Console;

namespace Orchestrator.Cli.Rendering;

/// <summary>Rows of cells that know how wide they are, so that numbers are never broken: what does not fit is left out, the least important
/// column first.</summary>
internal sealed class Grid(params GridColumn[] columns)
{
    private const int Gap = 3; // between columns: two blanks and the border's own

    // A column that wraps is comfortable with so many characters.
    private const int Comfortable = 24;

    private readonly List<(string[] Cells, Style? Style)> rows = [];

    /// <summary>Characters of a row in which nothing is broken that should not be.</summary>
    public int Width => WidthOf(columns);

    public void Add(Style? style, params string[] cells) => rows.Add((cells, style));

    /// <summary>The table, without those optional columns for which there is no room.</summary>
    /// <param name="width">Characters of a line.</param>
    public Table ToTable(int width)
    {
        var shown = columns.ToList();
        while (WidthOf(shown) > width && shown.Where(c => c.Rank > 0).MaxBy(c => c.Rank) is { } least)
        {
            shown.Remove(least);
        }

        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in shown)
        {
            table.AddColumn(
                new TableColumn(new Text(column.Title))
                {
                    NoWrap = !column.Wraps,
                    Alignment = column.Right
                    ? Justify.Right : Justify.Left
                });
        }
        foreach (var (cells, style) in rows)
        {
            table.AddRow(shown.Select(column => new Text(cells[Array.IndexOf(columns, column)], style)));
        }

        return table;
    }

    private int WidthOf(IEnumerable<GridColumn> some) =>
        1 + some.Sum(column => Gap + (column.Wraps ? Math.Min(Comfortable, Longest(column)) : Longest(column)));

    private int Longest(GridColumn column) =>
        rows.SelectMany(row => row.Cells[Array.IndexOf(columns, column)].Split('\n')).Append(column.Title).Max(line => line.Length);
}

/// <summary>A column of a <see cref="Grid"/>. Each is one of its own, also among equals.</summary>
/// <param name="title">Its head.</param>
/// <param name="right">Whether its cells stand to the right, as numbers do.</param>
/// <param name="wraps">Whether its text may be broken into lines; numbers never are.</param>
/// <param name="rank">0 = always shown; of the others the highest rank goes first where there is no room.</param>
internal sealed class GridColumn(string title, bool right = false, bool wraps = false, int rank = 0)
{
    public string Title => title;

    public bool Right => right;

    public bool Wraps => wraps;

    public int Rank => rank;
}
