using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.Sweeps;
using Orchestrator.Models.Data;

namespace Orchestrator.Models.Folds;

/// <summary>Plans in which whole groups move, or in which rows carry several labels.</summary>
internal static class GroupedDeal
{
    /// <summary>Draws the test set and deals the rest.</summary>
    /// <exception cref="FoldPlanException">Fewer groups than folds, or a group that the last rows would tear.</exception>
    public static FoldPlan Plan(CrossValidationDefinition definition, ulong seed, DataSet data, int testRows, RowGroups? groups)
    {
        var units = groups?.Members() ?? Array.ConvertAll(Enumerable.Range(0, data.Rows).ToArray(), row => new[] { row });
        var foldOfRow = new int[data.Rows];
        if (testRows > 0)
        {
            var isTest = definition.TestRows == TestRows.Last ? Last(units, data.Rows - testRows) : Drawn(definition, seed, data, testRows, units);
            foreach (var unit in units.Where((_, index) => isTest[index])) Mark(unit, FoldPlan.TestFold);
            units = [.. units.Where((_, index) => !isTest[index])];
        }

        if (units.Length < definition.Folds)
            throw new FoldPlanException($"{units.Length} groups outside the test set cannot fill {definition.Folds} folds: use fewer folds or smaller groups.");
        var shares = Enumerable.Repeat(1.0 / definition.Folds, definition.Folds).ToArray();
        var bins = new LabelStrata(data.Targets, units, definition.Stratified).Deal(shares, new(SeedSequence.Derive(seed, -1, -1, "folds")));
        for (var unit = 0; unit < units.Length; unit++) Mark(units[unit], bins[unit]);
        if (bins.Distinct().Count() < definition.Folds) throw new FoldPlanException($"The groups are too unequal to fill {definition.Folds} folds: use fewer folds.");
        return new(foldOfRow, definition.Folds);

        void Mark(int[] rows, int fold)
        {
            foreach (var row in rows) foldOfRow[row] = fold;
        }
    }

    private static bool[] Drawn(CrossValidationDefinition definition, ulong seed, DataSet data, int testRows, int[][] units)
    {
        var share = (double)testRows / data.Rows;
        var bins = new LabelStrata(data.Targets, units, definition.Stratified).Deal([1 - share, share], new(SeedSequence.Derive(seed, -1, -1, "test rows")));
        return Array.ConvertAll(bins, bin => bin == 1);
    }

    private static bool[] Last(int[][] units, int first)
    {
        var torn = units.Count(unit => unit[0] < first && unit[^1] >= first);
        return torn == 0
            ? Array.ConvertAll(units, unit => unit[0] >= first)
            : throw new FoldPlanException($"{torn} groups have rows both before and among the last rows, which are the test set: draw the test rows at random, or accept the leak and plan without groups.");
    }
}
