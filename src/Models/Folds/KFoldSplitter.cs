using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Models.Folds;

/// <summary>Deals row by row, so that folds differ in size, and in the number of each class, by at most one.</summary>
internal sealed class KFoldSplitter(Stratification strata) : FoldSplitter
{
    /// <summary>Marks test rows: of each stratum its share, whole rows given to the largest remainders.</summary>
    public override void DrawTest(int count, int[] foldOfRow, RandomStream random)
    {
        var total = foldOfRow.Length;
        var quotas = strata.Rows.Select(rows => (double)count * rows.Length / total).ToArray();
        var shares = quotas.Select(quota => (int)quota).ToArray();
        var left = count - shares.Sum();
        foreach (var stratum in Enumerable.Range(0, shares.Length).OrderByDescending(i => quotas[i] - shares[i]).Take(left))
        {
            shares[stratum]++;
        }

        for (var stratum = 0; stratum < shares.Length; stratum++)
        {
            var rows = (int[])strata.Rows[stratum].Clone();
            random.Shuffle(rows.AsSpan());
            foreach (var row in rows.AsSpan(0, shares[stratum]))
            {
                foldOfRow[row] = FoldPlan.TestFold;
            }
        }
    }

    /// <summary>Deals each stratum's shuffled rows out in turn, each beginning where the one before ended, so that no fold gets all the odd
    /// ones.</summary>
    public override void Deal(int folds, int[] foldOfRow, RandomStream random)
    {
        var next = 0;
        for (var stratum = 0; stratum < strata.Rows.Length; stratum++)
        {
            var rows = strata.Rows[stratum].Where(row => foldOfRow[row] != FoldPlan.TestFold).ToArray();
            if (rows.Length < folds && strata.Names is { } names)
            {
                throw new FoldPlanException(
                    $"Class '{names[stratum]}' has {rows.Length} rows outside the test set, too few for {folds} stratified folds: "
                    + "use fewer folds, leave the class out, or set stratified to false.");
            }

            random.Shuffle(rows.AsSpan());
            foreach (var row in rows)
            {
                foldOfRow[row] = next++ % folds;
            }
        }
    }
}
