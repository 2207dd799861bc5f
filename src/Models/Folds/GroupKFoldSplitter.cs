using Orchestrator.Contracts.Randomness;
using Orchestrator.Models.Data;

namespace Orchestrator.Models.Folds;

/// <summary>Deals units of rows (groups, or single rows that carry several labels), so that each fold gets its share of every
/// label.</summary>
internal sealed class GroupKFoldSplitter : FoldSplitter
{
    private readonly Targets targets;
    private readonly bool stratified;
    private readonly int[][] units;

    public GroupKFoldSplitter(Targets targets, bool stratified, RowGroups? groups, int rows) =>
        (this.targets, this.stratified, units) =
            (targets, stratified, groups?.Members() ?? [.. Enumerable.Range(0, rows).Select(row => new[] { row })]);

    /// <inheritdoc />
    public override void DrawTest(int count, int[] foldOfRow, RandomStream random)
    {
        var share = (double)count / foldOfRow.Length;
        var bins = new LabelStratification(targets, units, stratified).Deal([1 - share, share], random);
        for (var unit = 0; unit < units.Length; unit++)
        {
            if (bins[unit] == 1)
            {
                Mark(units[unit], FoldPlan.TestFold, foldOfRow);
            }
        }
    }

    /// <inheritdoc />
    public override void TakeLast(int count, int[] foldOfRow)
    {
        var first = foldOfRow.Length - count;
        var torn = units.Count(unit => unit[0] < first && unit[^1] >= first);
        if (torn > 0)
        {
            throw new FoldPlanException(
                $"{torn} groups have rows both before and among the last rows, which are the test set: draw the test rows at random, or "
                    + $"accept the leak and plan without groups (leakage: report).");
        }

        base.TakeLast(count, foldOfRow);
    }

    /// <inheritdoc />
    public override void Deal(int folds, int[] foldOfRow, RandomStream random)
    {
        int[][] dealt = [.. units.Where(unit => foldOfRow[unit[0]] != FoldPlan.TestFold)];
        if (dealt.Length < folds)
        {
            throw new FoldPlanException(
                $"{dealt.Length} groups outside the test set cannot fill {folds} folds: use fewer folds or smaller groups.");
        }

        var shares = Enumerable.Repeat(1.0 / folds, folds).ToArray();
        var bins = new LabelStratification(targets, dealt, stratified).Deal(shares, random);
        for (var unit = 0; unit < dealt.Length; unit++)
        {
            Mark(dealt[unit], bins[unit], foldOfRow);
        }

        if (bins.Distinct().Count() < folds)
        {
            throw new FoldPlanException(
                $"The groups are too unequal to fill {folds} folds: use fewer folds, or count fewer rows as kin (leakage: "
                    + $"{{ policy: group, differences: 0 }}).");
        }
    }

    private static void Mark(int[] rows, int fold, int[] foldOfRow)
    {
        foreach (var row in rows)
        {
            foldOfRow[row] = fold;
        }
    }
}
