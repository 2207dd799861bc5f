using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Models.Data;

namespace Orchestrator.Models.Folds;

/// <summary>Counts the rows that a plan scores although their kin was trained on.</summary>
public static class LeakageGuard
{
    private const int Shown = 5;

    /// <summary>Looks for every kinship in every split; what is found is ordered by kinship, and what is clean is left out.</summary>
    /// <param name="definition">What counts as a near copy.</param>
    /// <param name="data">The rows.</param>
    /// <param name="plan">How they are split.</param>
    public static EquatableList<LeakageFinding> Inspect(CrossValidationDefinition definition, DataSet data, FoldPlan plan) =>
        LeakageGroups.Of(definition, data).Select(kin => Inspect(plan, kin.Groups, kin.Kinship))
            .Where(finding => finding.ValidationRows + finding.TestRows > 0)
            .OrderBy(finding => finding.Kinship).ToEquatableList();

    /// <summary>Looks at every fold and at the test set.</summary>
    /// <param name="plan">A plan.</param>
    /// <param name="groups">What belongs together: <see cref="Duplicates.Exact"/>, <see cref="Duplicates.Near"/>, or the data's own
    /// groups.</param>
    /// <param name="kinship">What they are.</param>
    public static LeakageFinding Inspect(FoldPlan plan, RowGroups groups, Kinship kinship = Kinship.Groups)
    {
        if (groups.Rows != plan.Rows)
        {
            throw new ArgumentException($"{groups.Rows} rows are grouped, {plan.Rows} are planned.", nameof(groups));
        }

        var validation = Enumerable.Range(0, plan.Folds).SelectMany(fold => Leaking(plan.Split(new(0, fold)), groups))
            .DistinctBy(pair => pair.Scored).ToArray();
        var test = Leaking(plan.Split(new(0, FoldId.RefitFold)), groups).ToArray();
        return new(kinship, validation.Length, test.Length, validation.Concat(test).DistinctBy(pair => pair.Scored)
            .OrderBy(pair => pair.Scored).Take(Shown).ToEquatableList());
    }

    private static IEnumerable<RowPair> Leaking(FoldSplit split, RowGroups groups)
    {
        var trained = new int[groups.Count];
        Array.Fill(trained, -1);
        foreach (var row in split.Training.Reverse())
        {
            trained[groups[row]] = row; // the first of each group is named
        }

        return split.Validation.Where(row => trained[groups[row]] >= 0).Select(row => new RowPair(row, trained[groups[row]]));
    }
}
