namespace Orchestrator.Models.Forest;

/// <summary>Sums of one class a row: adding a row changes the sum of one class, and the sum of squares by <c>2 w S + w^2</c>.</summary>
internal struct ClassSums(ForestTargets targets) : ITargetSums
{
    private readonly int[] classes = targets.Classes!;
    private readonly double[] weights = targets.Weights;
    private readonly double[] node = new double[targets.Outputs], left = new double[targets.Outputs], right = new double[targets.Outputs];
    private double total, leftWeight, squares, leftSquares, rightSquares;

    public void Start(ReadOnlySpan<int> rows, ushort[] counts)
    {
        Array.Clear(node);
        foreach (var row in rows)
        {
            node[classes[row]] += weights[row] * counts[row];
        }

        (total, squares) = (0, 0);
        foreach (var sum in node)
        {
            total += sum;
            squares += sum * sum;
        }

        Restart();
    }

    public void Restart()
    {
        Array.Clear(left);
        node.CopyTo(right, 0);
        (leftWeight, leftSquares, rightSquares) = (0, 0, squares);
    }

    public void Move(int row, int count)
    {
        var (own, weight) = (classes[row], weights[row] * count);
        leftSquares += weight * (2 * left[own] + weight);
        rightSquares -= weight * (2 * right[own] - weight);
        left[own] += weight;
        right[own] -= weight;
        leftWeight += weight;
    }

    public readonly double Score() => leftSquares / leftWeight + rightSquares / (total - leftWeight);

    public readonly double NodeScore() => squares / total;

    public readonly bool IsPure(ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
        {
            if (classes[row] != classes[rows[0]])
            {
                return false;
            }
        }

        return true;
    }

    public readonly void Means(Span<float> means, ReadOnlySpan<float> inherited)
    {
        for (var own = 0; own < node.Length; own++)
        {
            means[own] = (float)(node[own] / total);
        }
    }
}
