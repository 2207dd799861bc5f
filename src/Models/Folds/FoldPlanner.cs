using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Randomness;
using Orchestrator.Models.Data;

namespace Orchestrator.Models.Folds;

/// <summary>Splits a data set once for a whole sweep, from its seed alone: the same data, definition and seed give the same plan
/// everywhere.</summary>
public static class FoldPlanner
{
    /// <summary>
    /// Sets the test rows aside, then deals the other rows into folds whose sizes differ by at most one (with groups: by as little as those
    /// allow), once or several times. Of a nested cross-validation, the test rows are one outer fold, and what is dealt are the inner ones.
    /// </summary>
    /// <param name="definition">
    /// Folds, test share and whether classes keep their proportions. Several labels are shared out together; numbers are shuffled plainly.
    /// </param>
    /// <param name="seed">The sweep's seed.</param>
    /// <param name="data">The rows to split; its inputs are looked at only where copies are to be dealt together.</param>
    /// <param name="groups">Rows that may not be parted; null = those that definition and data name.</param>
    /// <exception cref="FoldPlanException">Too few rows or groups, or a class with fewer rows than folds.</exception>
    public static FoldPlan Plan(CrossValidationDefinition definition, ulong seed, DataSet data, RowGroups? groups = null)
    {
        var testRows = data.TestRows > 0 ? data.TestRows : TestRowCount(definition, data.Rows);
        Require(definition.Folds, data.Rows, testRows);
        var dealer = FoldSplitter.Of(definition, data, groups ?? LeakageGroups.KeptTogether(definition, data));
        var marks = new int[data.Rows];
        if (data.TestRows > 0 || definition.TestRows == TestRows.Last)
        {
            dealer.TakeLast(testRows, marks);
        }
        else if (testRows > 0)
        {
            dealer.DrawTest(testRows, marks, new(SeedSequence.Derive(seed, -1, -1, "test rows")));
        }

        var first = Dealt(dealer, definition.Folds, marks, SeedSequence.Derive(seed, -1, -1, "folds"));
        if (definition.Nested is { } nested)
        {
            return Inner(nested, seed, dealer, first);
        }

        var again = Enumerable.Range(1, (definition.Repeats ?? 1) - 1)
            .Select(repeat => Dealt(dealer, definition.Folds, marks, SeedSequence.Derive(seed, -1, repeat, "repeat")));
        return new([first, .. again], definition.Folds);
    }

    private static FoldPlan Inner(NestedDefinition nested, ulong seed, FoldSplitter dealer, int[] outer)
    {
        var marks = Array.ConvertAll(outer, fold => fold == nested.Outer ? FoldPlan.TestFold : 0);
        Require(nested.Inner, marks.Length, marks.Count(fold => fold == FoldPlan.TestFold));
        return new([Dealt(dealer, nested.Inner, marks, SeedSequence.Derive(seed, -1, nested.Outer, "nested"))], nested.Inner);
    }

    private static int[] Dealt(FoldSplitter dealer, int folds, int[] marks, ulong seed)
    {
        var foldOfRow = (int[])marks.Clone();
        dealer.Deal(folds, foldOfRow, new(seed));
        return foldOfRow;
    }

    private static int TestRowCount(CrossValidationDefinition definition, int rows)
    {
        if (definition.TestFraction is not (>= 0 and < 1))
        {
            throw new FoldPlanException($"The test fraction is {definition.TestFraction}; it is at least 0 and below 1.");
        }

        var count = (int)Math.Round(definition.TestFraction * rows, MidpointRounding.AwayFromZero);
        return definition.TestFraction > 0 ? Math.Max(1, count) : 0;
    }

    private static void Require(int folds, int rows, int testRows)
    {
        if (folds < 2)
        {
            throw new FoldPlanException($"{folds} folds leave nothing to train on; at least 2 are needed.");
        }

        if (rows - testRows < folds)
        {
            throw new FoldPlanException(
                $"{rows} rows with {testRows} held out for the test cannot fill {folds} folds: use fewer folds or a smaller test "
                    + $"fraction.");
        }
    }
}

/// <summary>The data cannot be split as the sweep asks. The message says why and what to change.</summary>
public sealed class FoldPlanException(string message) : Exception(message);
