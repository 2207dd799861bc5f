using Orchestrator.Search.Encoding;

namespace Orchestrator.Search.Surrogates;

/// <summary>Feature vectors of many points, one column a feature, so that a kernel runs along the points.</summary>
public sealed class FeatureTable
{
    private readonly bool[] categorical;
    private double[][] columns;

    /// <summary>A table of no rows.</summary>
    /// <param name="categorical">For each feature, whether it is compared by equality alone.</param>
    /// <param name="capacity">Rows to make room for.</param>
    public FeatureTable(bool[] categorical, int capacity = 64)
    {
        this.categorical = categorical;
        columns = [.. categorical.Select(_ => new double[capacity])];
    }

    /// <summary>The features of points of a space.</summary>
    public static FeatureTable Of(SpaceEncoding encoding, IReadOnlyList<double[]> points)
    {
        var table = new FeatureTable([.. Enumerable.Range(0, encoding.Features).Select(encoding.IsCategorical)], points.Count);
        var features = new double[encoding.Features];
        foreach (var point in points)
        {
            encoding.Featurize(point, features);
            table.Add(features);
        }

        return table;
    }

    /// <summary>Number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>Number of features.</summary>
    public int Features => categorical.Length;

    /// <summary>Whether a feature is compared by equality alone.</summary>
    public bool IsCategorical(int feature) => categorical[feature];

    /// <summary>The values of a feature, one a row.</summary>
    public ReadOnlySpan<double> Column(int feature) => columns[feature].AsSpan(0, Count);

    /// <summary>One value.</summary>
    public double this[int row, int feature] => columns[feature][row];

    /// <summary>Adds a row.</summary>
    public void Add(ReadOnlySpan<double> features)
    {
        for (var f = 0; f < columns.Length; f++)
        {
            if (Count == columns[f].Length)
            {
                Array.Resize(ref columns[f], Math.Max(16, 2 * Count));
            }

            columns[f][Count] = features[f];
        }

        Count++;
    }

    /// <summary>Writes a row.</summary>
    public void CopyRow(int row, Span<double> features)
    {
        for (var f = 0; f < columns.Length; f++)
        {
            features[f] = columns[f][row];
        }
    }

    /// <summary>A table of some of the rows, in the order given.</summary>
    public FeatureTable Subset(ReadOnlySpan<int> rows)
    {
        var subset = new FeatureTable(categorical, rows.Length);
        Span<double> features = stackalloc double[columns.Length];
        foreach (var row in rows)
        {
            CopyRow(row, features);
            subset.Add(features);
        }

        return subset;
    }
}
