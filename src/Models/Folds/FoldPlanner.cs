using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.Sweeps;
using Orchestrator.Models.Data;

namespace Orchestrator.Models.Folds;

/// <summary>Splits a data set once for a whole sweep, from its seed alone: the same data, definition and seed give the same plan everywhere.</summary>
public static class FoldPlanner
{
    /// <summary>Draws the test set, then deals the other rows into folds whose sizes differ by at most one (with groups: by as little as those allow).</summary>
    /// <param name="definition">
    /// Folds, test share and whether classes keep their proportions. Several labels are shared out together; numbers are shuffled plainly.
    /// </param>
    /// <param name="seed">The sweep's seed.</param>
    /// <param name="data">The rows to split; only its targets are looked at.</param>
    /// <param name="groups">Rows that may not be parted; null = every row stands for itself.</param>
    /// <exception cref="FoldPlanException">Too few rows or groups, or a class with fewer rows than folds.</exception>
    public static FoldPlan Plan(CrossValidationDefinition definition, ulong seed, DataSet data, RowGroups? groups = null)
    {
        var testRows = TestRowCount(definition, data.Rows);
        Require(definition, data.Rows, testRows);
        if (groups is not null || (definition.Stratified && data.Targets is ValueTargets { AreLabels: true }))
            return GroupedDeal.Plan(definition, seed, data, testRows, groups);

        var strata = Strata.Of(definition, data);
        var foldOfRow = new int[data.Rows];
        if (definition.TestRows == TestRows.Last) Array.Fill(foldOfRow, FoldPlan.TestFold, data.Rows - testRows, testRows);
        else Draw(strata, testRows, foldOfRow, new(SeedSequence.Derive(seed, -1, -1, "test rows")));
        Deal(strata, definition.Folds, foldOfRow, new(SeedSequence.Derive(seed, -1, -1, "folds")));
        return new(foldOfRow, definition.Folds);
    }

    /// <summary>The same test set with the other rows dealt several times anew: repeated cross-validation.</summary>
    /// <param name="definition">See <see cref="Plan"/>.</param>
    /// <param name="repeats">Number of plans, at least 1; the first is that of <see cref="Plan"/>.</param>
    /// <param name="seed">The sweep's seed.</param>
    /// <param name="data">The rows to split.</param>
    /// <exception cref="FoldPlanException">As for <see cref="Plan"/>.</exception>
    public static IReadOnlyList<FoldPlan> PlanRepeated(CrossValidationDefinition definition, int repeats, ulong seed, DataSet data)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(repeats);
        var first = Plan(definition, seed, data);
        return [first, .. Enumerable.Range(1, repeats - 1).Select(repeat => Again(definition, SeedSequence.Derive(seed, -1, repeat, "repeat"), data, first.TestRows))];
    }

    /// <summary>
    /// Splits the training rows of one fold of another plan, for choosing a configuration inside it: nested cross-validation. The rows that
    /// the outer fold validates on, and its test rows, are the inner plan's test rows.
    /// </summary>
    /// <exception cref="FoldPlanException">As for <see cref="Plan"/>.</exception>
    public static FoldPlan PlanNested(CrossValidationDefinition definition, ulong seed, DataSet data, FoldPlan outer, int fold) =>
        Again(definition, SeedSequence.Derive(seed, -1, fold, "nested"), data, [.. outer.Split(new(0, fold)).Validation, .. outer.TestRows]);

    private static FoldPlan Again(CrossValidationDefinition definition, ulong seed, DataSet data, IReadOnlyList<int> testRows)
    {
        Require(definition, data.Rows, testRows.Count);
        var foldOfRow = new int[data.Rows];
        foreach (var row in testRows) foldOfRow[row] = FoldPlan.TestFold;
        Deal(Strata.Of(definition, data), definition.Folds, foldOfRow, new(seed));
        return new(foldOfRow, definition.Folds);
    }

    private static int TestRowCount(CrossValidationDefinition definition, int rows)
    {
        if (definition.TestFraction is not (>= 0 and < 1)) throw new FoldPlanException($"The test fraction is {definition.TestFraction}; it is at least 0 and below 1.");
        var count = (int)Math.Round(definition.TestFraction * rows, MidpointRounding.AwayFromZero);
        return definition.TestFraction > 0 ? Math.Max(1, count) : 0;
    }

    private static void Require(CrossValidationDefinition definition, int rows, int testRows)
    {
        if (definition.Folds < 2) throw new FoldPlanException($"{definition.Folds} folds leave nothing to train on; at least 2 are needed.");
        if (rows - testRows < definition.Folds)
            throw new FoldPlanException($"{rows} rows with {testRows} held out for the test cannot fill {definition.Folds} folds: use fewer folds or a smaller test fraction.");
    }

    /// <summary>Marks test rows: of each stratum its share, whole rows given to the largest remainders.</summary>
    private static void Draw(Strata strata, int count, int[] foldOfRow, RandomStream random)
    {
        var total = foldOfRow.Length;
        var quotas = strata.Rows.Select(rows => (double)count * rows.Length / total).ToArray();
        var shares = quotas.Select(quota => (int)quota).ToArray();
        var left = count - shares.Sum();
        foreach (var stratum in Enumerable.Range(0, shares.Length).OrderByDescending(i => quotas[i] - shares[i]).Take(left)) shares[stratum]++;
        for (var stratum = 0; stratum < shares.Length; stratum++)
        {
            var rows = (int[])strata.Rows[stratum].Clone();
            random.Shuffle(rows.AsSpan());
            foreach (var row in rows.AsSpan(0, shares[stratum])) foldOfRow[row] = FoldPlan.TestFold;
        }
    }

    /// <summary>Deals each stratum's shuffled rows out in turn, each beginning where the one before ended, so that no fold gets all the odd ones.</summary>
    private static void Deal(Strata strata, int folds, int[] foldOfRow, RandomStream random)
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
            foreach (var row in rows) foldOfRow[row] = next++ % folds;
        }
    }
}
