namespace Orchestrator.Models.Forest;

/// <summary>How good a forest is on the rows that its trees were not grown on: as on new rows, without a validation set (Breiman
/// 2001).</summary>
internal static class OutOfBag
{
    /// <summary>Of classes and labels the share that is right, of values the mean R^2 over columns; NaN where there is nothing to
    /// score.</summary>
    /// <param name="forest">The forest.</param>
    /// <param name="rows">(rows, width) that it was grown on.</param>
    /// <param name="targets">Of the rows.</param>
    /// <param name="drawn">How often each row was drawn for a tree.</param>
    public static double Score(RandomForest forest, ReadOnlySpan<float> rows, ForestTargets targets, Func<int, ushort[]> drawn)
    {
        var (outputs, sums, heard) = (targets.Outputs, new double[targets.Rows * targets.Outputs], new int[targets.Rows]);
        for (var tree = 0; tree < forest.Trees; tree++)
        {
            var counts = drawn(tree);
            for (var row = 0; row < counts.Length; row++)
            {
                if (counts[row] == 0)
                {
                    forest.AddTree(tree, rows.Slice(row * forest.Width, forest.Width), sums.AsSpan(row * outputs, outputs));
                    heard[row]++;
                }
            }
        }

        int[] scored = [.. Enumerable.Range(0, targets.Rows).Where(row => heard[row] > 0)];
        return scored.Length == 0 ? double.NaN
            : targets.Classes is { } classes
                ? scored.Average(row => Largest(sums.AsSpan(row * outputs, outputs)) == classes[row] ? 1.0 : 0)
            : targets.AreShares ? OfLabels(targets, scored, at => sums[at] / heard[at / outputs])
            : OfValues(targets, scored, at => sums[at] / heard[at / outputs]);
    }

    private static int Largest(ReadOnlySpan<double> values)
    {
        var best = 0;
        for (var index = 1; index < values.Length; index++)
        {
            best = values[index] > values[best] ? index : best;
        }

        return best;
    }

    private static double OfLabels(ForestTargets targets, int[] rows, Func<int, double> said) =>
        Known(targets, rows, Enumerable.Range(0, targets.Outputs)).Select(at => said(at) > 0.5 == (targets.Values[at] != 0) ? 1.0 : 0)
            .DefaultIfEmpty(double.NaN).Average();

    private static double OfValues(ForestTargets targets, int[] rows, Func<int, double> said)
    {
        List<double> shares = [];
        for (var column = 0; column < targets.Outputs; column++)
        {
            int[] known = [.. Known(targets, rows, [column])];
            var mean = known.Select(at => (double)targets.Values[at]).DefaultIfEmpty(double.NaN).Average();
            var all = known.Sum(at => Math.Pow(targets.Values[at] - mean, 2));
            if (all > 0)
            {
                shares.Add(1 - known.Sum(at => Math.Pow(targets.Values[at] - said(at), 2)) / all);
            }
        }

        return shares.DefaultIfEmpty(double.NaN).Average();
    }

    private static IEnumerable<int> Known(ForestTargets targets, int[] rows, IEnumerable<int> columns) =>
        from row in rows
        from column in columns
        let at = row * targets.Outputs + column
        where targets.Weights[at] > 0
        select at;
}
