namespace Orchestrator.Models.Data;

/// <summary>
/// Chooses the variants that are common enough to learn from. The threshold is a hyper-parameter of the data: it is fitted on a fold's
/// training rows alone, since a choice that has looked at the validation rows leaks them.
/// </summary>
public static class FrequentColumns
{
    /// <summary>The columns that at least a share of the training rows carry, ascending.</summary>
    /// <param name="inputs">All rows.</param>
    /// <param name="training">The rows to look at, at least one.</param>
    /// <param name="threshold">The share, in [0, 1]; the paper's models use 0.001 to 0.01.</param>
    /// <returns>At least one column: the most frequent where none reaches the threshold.</returns>
    public static int[] Fit(SparseInputs inputs, ReadOnlySpan<int> training, double threshold)
    {
        ArgumentOutOfRangeException.ThrowIfZero(training.Length, nameof(training));
        if (threshold is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "A share lies between 0 and 1.");
        }

        var counts = inputs.CountColumns(training);
        var least = Math.Ceiling(threshold * training.Length);
        int[] kept = [.. Enumerable.Range(0, counts.Length).Where(column => counts[column] >= least)];
        return kept.Length > 0 ? kept : [Array.IndexOf(counts, counts.Max())];
    }
}
