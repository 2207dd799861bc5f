namespace Orchestrator.Models.Folds;

/// <summary>
/// Rows that belong together: isolates of one patient, cells of one donor, copies of one sequence. A row that is validated on while its
/// kin was trained on scores what the network remembers, not what it has learned.
/// </summary>
public sealed class RowGroups
{
    private readonly int[] groupOfRow;

    private RowGroups(int[] groupOfRow, int count) => (this.groupOfRow, Count) = (groupOfRow, count);

    /// <summary>Number of groups, at least 1.</summary>
    public int Count { get; }

    /// <summary>Number of rows.</summary>
    public int Rows => groupOfRow.Length;

    /// <summary>The group of a row, in 0 .. <see cref="Count"/> - 1, numbered in the order of first appearance.</summary>
    public int this[int row] => groupOfRow[row];

    /// <summary>Rows of the same key share a group.</summary>
    public static RowGroups Of<TKey>(IEnumerable<TKey> keys)
        where TKey : notnull
    {
        var numbers = new Dictionary<TKey, int>();
        int[] groups = [.. keys.Select(key =>
        {
            if (!numbers.TryGetValue(key, out var number)) { numbers.Add(key, number = numbers.Count); } return number;
        })];
        return new(groups, numbers.Count);
    }

    /// <summary>Rows that share a group here or there, or that a chain of such rows joins, share one.</summary>
    public RowGroups Joined(RowGroups other)
    {
        if (other.Rows != Rows)
        {
            throw new ArgumentException($"{Rows} rows are grouped here, {other.Rows} there.", nameof(other));
        }

        var sets = new DisjointSets(Rows);
        foreach (var members in Members().Concat(other.Members()))
        {
            foreach (var row in members.AsSpan(1))
            {
                sets.Join(members[0], row);
            }
        }

        return Of(Enumerable.Range(0, Rows).Select(sets.Root));
    }

    /// <summary>The rows of each group, ascending.</summary>
    public int[][] Members()
    {
        var members = new List<int>[Count];
        for (var group = 0; group < Count; group++)
        {
            members[group] = [];
        }

        for (var row = 0; row < Rows; row++)
        {
            members[groupOfRow[row]].Add(row);
        }

        return Array.ConvertAll(members, rows => rows.ToArray());
    }
}
