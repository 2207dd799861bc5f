using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Models.Folds;

/// <summary>Who validates where: a held-out test set, and k validation sets that share the other rows out among them.</summary>
public sealed class FoldPlan
{
    private readonly int[] foldOfRow;

    /// <param name="foldOfRow">For each row the fold that validates on it, 0 .. folds - 1, or <see cref="TestFold"/>.</param>
    /// <param name="folds">Number of folds.</param>
    internal FoldPlan(int[] foldOfRow, int folds)
    {
        (this.foldOfRow, Folds) = (foldOfRow, folds);
        TestRows = Where(fold => fold == TestFold);
    }

    /// <summary>The mark of a test row.</summary>
    internal const int TestFold = -1;

    /// <summary>Number of validation splits.</summary>
    public int Folds { get; }

    /// <summary>Number of rows of the data.</summary>
    public int Rows => foldOfRow.Length;

    /// <summary>Rows that no trial sees, ascending; empty when none is held out.</summary>
    public IReadOnlyList<int> TestRows { get; }

    /// <summary>The rows of a fold; of the refit: all rows but the test rows, validated on those.</summary>
    /// <param name="fold">Its trial does not matter: every configuration is judged on the same splits.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such fold.</exception>
    public FoldSplit Split(FoldId fold)
    {
        if (fold.IsRefit) return new(Where(own => own != TestFold), [.. TestRows]);
        ArgumentOutOfRangeException.ThrowIfNegative(fold.Fold, nameof(fold));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fold.Fold, Folds, nameof(fold));
        return new(Where(own => own != fold.Fold && own != TestFold), Where(own => own == fold.Fold));
    }

    private int[] Where(Func<int, bool> belongs)
    {
        var rows = new List<int>(foldOfRow.Length);
        for (var row = 0; row < foldOfRow.Length; row++)
        {
            if (belongs(foldOfRow[row])) rows.Add(row);
        }

        return [.. rows];
    }
}
