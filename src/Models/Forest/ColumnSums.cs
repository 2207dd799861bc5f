namespace Orchestrator.Models.Forest;

/// <summary>Sums of one or several numbers a row, labels or values; a missing one has no weight and moves nothing.</summary>
internal struct ColumnSums(ForestTargets targets) : ITargetSums
{
    private readonly int columns = targets.Outputs;
    private readonly float[] values = targets.Values;
    private readonly double[] weights = targets.Weights;
    private readonly double[] nodeSum = new double[targets.Outputs], nodeWeight = new double[targets.Outputs];
    private readonly double[] leftSum = new double[targets.Outputs], leftWeight = new double[targets.Outputs];

    public readonly void Start(ReadOnlySpan<int> rows, ushort[] counts)
    {
        Array.Clear(nodeSum);
        Array.Clear(nodeWeight);
        foreach (var row in rows)
        {
            Add(row, counts[row], nodeSum, nodeWeight);
        }

        Restart();
    }

    public readonly void Restart()
    {
        Array.Clear(leftSum);
        Array.Clear(leftWeight);
    }

    public readonly void Move(int row, int count) => Add(row, count, leftSum, leftWeight);

    public readonly double Score()
    {
        var score = 0.0;
        for (var column = 0; column < columns; column++)
        {
            score += Share(leftSum[column], leftWeight[column])
                + Share(nodeSum[column] - leftSum[column], nodeWeight[column] - leftWeight[column]);
        }

        return score;
    }

    public readonly double NodeScore()
    {
        var score = 0.0;
        for (var column = 0; column < columns; column++)
        {
            score += Share(nodeSum[column], nodeWeight[column]);
        }

        return score;
    }

    public readonly bool IsPure(ReadOnlySpan<int> rows)
    {
        for (var column = 0; column < columns; column++)
        {
            float? first = null;
            foreach (var row in rows)
            {
                var at = row * columns + column;
                if (weights[at] == 0)
                {
                    continue;
                }

                first ??= values[at];
                if (values[at] != first)
                {
                    return false;
                }
            }
        }

        return true;
    }

    public readonly void Means(Span<float> means, ReadOnlySpan<float> inherited)
    {
        for (var column = 0; column < columns; column++)
        {
            means[column] = nodeWeight[column] > 0 ? (float)(nodeSum[column] / nodeWeight[column]) : inherited[column];
        }
    }

    private readonly void Add(int row, int count, double[] sums, double[] ofWeights)
    {
        var start = row * columns;
        for (var column = 0; column < columns; column++)
        {
            var weight = weights[start + column] * count;
            sums[column] += weight * values[start + column];
            ofWeights[column] += weight;
        }
    }

    // Differences of sums leave a trace of rounding where nothing is left.
    private static double Share(double sum, double weight) => weight > 1e-9 ? sum * sum / weight : 0;
}
