namespace Orchestrator.Search.Suites;

/// <summary>Positive definite matrices of a few dozen rows, in plain arithmetic: the same digits on every processor.</summary>
internal static class SmallMatrix
{
    /// <summary>The solution of (A + D) x = b.</summary>
    /// <param name="a">Symmetric.</param>
    /// <param name="b">A number a row.</param>
    /// <param name="diagonal">D's.</param>
    public static double[] Solve(double[][] a, double[] b, IEnumerable<double> diagonal)
    {
        double[][] rows = [.. a.Zip(diagonal).Select((row, i) =>
            row.First.Select((v, j) => i == j ? v + row.Second : v).Append(b[i]).ToArray())];
        Eliminate(rows);
        return [.. rows.Select(row => row[^1])];
    }

    /// <summary>The inverse.</summary>
    public static double[][] Inverse(double[][] a)
    {
        var n = a.Length;
        double[][] rows = [.. a.Select((row, i) => row.Concat(Enumerable.Range(0, n).Select(j => i == j ? 1.0 : 0)).ToArray())];
        Eliminate(rows);
        return [.. rows.Select(row => row[n..])];
    }

    /// <summary>Gauss and Jordan's elimination; a positive definite matrix needs no pivoting.</summary>
    private static void Eliminate(double[][] rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            var pivot = rows[i];
            for (var j = pivot.Length - 1; j >= i; j--)
            {
                pivot[j] /= pivot[i];
            }

            foreach (var row in rows)
            {
                if (row == pivot || row[i] == 0)
                {
                    continue;
                }

                var factor = row[i];
                for (var j = i; j < row.Length; j++)
                {
                    row[j] -= factor * pivot[j];
                }
            }
        }
    }
}
