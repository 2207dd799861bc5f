namespace Orchestrator.Models.Data.Readers;

/// <summary>Collects which rows carry which columns and makes a sparse matrix of it.</summary>
internal sealed class SparseRows(int rows)
{
    private readonly List<int>[] columnsOf = [.. Enumerable.Range(0, rows).Select(_ => new List<int>())];
    private readonly List<string> names = [];
    private readonly Dictionary<string, int> numbers = [];

    /// <summary>The column of that name, added when it is new.</summary>
    public int Column(string name)
    {
        if (numbers.TryGetValue(name, out var number))
        {
            return number;
        }

        numbers.Add(name, names.Count);
        names.Add(name);
        return names.Count - 1;
    }

    /// <summary>Notes that a row carries a column; saying so twice changes nothing.</summary>
    public void Add(int row, int column) => columnsOf[row].Add(column);

    /// <summary>Whether no column has been added.</summary>
    public bool IsEmpty => names.Count == 0;

    /// <summary>The matrix, all entries 1.</summary>
    public SparseInputs ToInputs()
    {
        var starts = new int[rows + 1];
        var columns = new List<int>(columnsOf.Sum(own => own.Count));
        for (var row = 0; row < rows; row++)
        {
            columnsOf[row].Sort();
            foreach (var column in columnsOf[row])
            {
                if (columns.Count == starts[row] || columns[^1] != column)
                {
                    columns.Add(column);
                }
            }

            starts[row + 1] = columns.Count;
        }

        return new(starts, [.. columns], null, names.Count, names);
    }
}
