namespace Orchestrator.Models.Forest;

/// <summary>The weighted sums of the targets on both sides of a split, which moves one row at a time.</summary>
/// <remarks>
/// With W the weight of a side and S the weighted sum of an output, variance reduction is <c>S_l^2 / W_l + S_r^2 / W_r - S^2 / W</c>,
/// summed over the outputs. The last term is the node's own and the same for all splits.
/// </remarks>
internal interface ITargetSums
{
    /// <summary>Puts a node's rows on the right side, the left being empty.</summary>
    /// <param name="rows">Row numbers.</param>
    /// <param name="counts">How often each row of the data was drawn.</param>
    void Start(ReadOnlySpan<int> rows, ushort[] counts);

    /// <summary>Puts all rows back on the right side.</summary>
    void Restart();

    /// <summary>Moves a row from right to left.</summary>
    void Move(int row, int count);

    /// <summary><c>S_l^2 / W_l + S_r^2 / W_r</c>, summed over the outputs.</summary>
    double Score();

    /// <summary><c>S^2 / W</c> of the whole node, summed over the outputs.</summary>
    double NodeScore();

    /// <summary>Whether all rows have the same targets, so that there is nothing to split for.</summary>
    bool IsPure(ReadOnlySpan<int> rows);

    /// <summary>The means of the whole node.</summary>
    /// <param name="means">One an output.</param>
    /// <param name="inherited">What stands in for an output that no row of the node knows.</param>
    void Means(Span<float> means, ReadOnlySpan<float> inherited);
}
