using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Models.Folds;

/// <summary>Counts the rows that a plan scores although their kin was trained on.</summary>
public static class LeakageGuard
{
    /// <summary>Looks at every fold and at the test set.</summary>
    /// <param name="plan">A plan.</param>
    /// <param name="groups">What belongs together: <see cref="Duplicates.Exact"/>, <see cref="Duplicates.Near"/>, or the data's own groups.</param>
    public static LeakageReport Inspect(FoldPlan plan, RowGroups groups)
    {
        if (groups.Rows != plan.Rows) throw new ArgumentException($"{groups.Rows} rows are grouped, {plan.Rows} are planned.", nameof(groups));
        var folds = Enumerable.Range(0, plan.Folds).Select(fold => Leaking(plan.Split(new(0, fold)), groups)).ToArray();
        var test = Leaking(plan.Split(new(0, FoldId.RefitFold)), groups);
        return new(folds.Sum(rows => rows.Length), test.Length, [.. folds.SelectMany(rows => rows).Concat(test).Distinct().Order()]);
    }

    private static int[] Leaking(FoldSplit split, RowGroups groups)
    {
        var trained = new bool[groups.Count];
        foreach (var row in split.Training) trained[groups[row]] = true;
        return [.. split.Validation.Where(row => trained[groups[row]])];
    }
}
