using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Models.Folds;

/// <summary>Who validates where: a held-out test set, and k validation sets that share the other rows out among them, once or several
/// times.</summary>
public sealed class FoldPlan
{
    private readonly int[][] deals;
    private readonly int foldsOfDeal;

    /// <param name="deals">
    /// For each repetition, and in it for each row, the fold that validates on the row, 0 .. folds - 1, or <see cref="TestFold"/>. The test
    /// rows are the same in all.
    /// </param>
    /// <param name="folds">Number of folds of one repetition.</param>
    internal FoldPlan(int[][] deals, int folds)
    {
        (this.deals, foldsOfDeal) = (deals, folds);
        TestRows = Where(deals[0], fold => fold == TestFold);
    }

    /// <summary>The mark of a test row.</summary>
    internal const int TestFold = -1;

    /// <summary>Number of validation splits, those of all repetitions.</summary>
    public int Folds => foldsOfDeal * deals.Length;

    /// <summary>Number of rows of the data.</summary>
    public int Rows => deals[0].Length;

    /// <summary>Rows that no trial sees, ascending; empty when none is held out.</summary>
    public IReadOnlyList<int> TestRows { get; }

    /// <summary>The rows of a fold, counted through the repetitions; of the refit: all rows but the test rows, validated on
    /// those.</summary>
    /// <param name="fold">Its trial does not matter: every configuration is judged on the same splits.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such fold.</exception>
    public FoldSplit Split(FoldId fold)
    {
        if (fold.IsRefit)
        {
            return new(Where(deals[0], own => own != TestFold), [.. TestRows]);
        }

        ArgumentOutOfRangeException.ThrowIfNegative(fold.Fold, nameof(fold));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fold.Fold, Folds, nameof(fold));
        var (deal, index) = (deals[fold.Fold / foldsOfDeal], fold.Fold % foldsOfDeal);
        return new(Where(deal, own => own != index && own != TestFold), Where(deal, own => own == index));
    }

    private static int[] Where(int[] foldOfRow, Func<int, bool> belongs)
    {
        var rows = new List<int>(foldOfRow.Length);
        for (var row = 0; row < foldOfRow.Length; row++)
        {
            if (belongs(foldOfRow[row]))
            {
                rows.Add(row);
            }
        }

        return [.. rows];
    }
}

/// <summary>The rows of one fold, each list in ascending order and the two disjoint.</summary>
/// <param name="Training">Rows that the weights are fitted to.</param>
/// <param name="Validation">Rows that the fold is scored on; for the refit, the held-out test rows (empty when the sweep holds none
/// out).</param>
public sealed record FoldSplit(int[] Training, int[] Validation);
