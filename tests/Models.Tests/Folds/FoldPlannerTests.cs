using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Models.Data;
using Orchestrator.Models.Folds;

namespace Orchestrator.Models.Tests.Folds;

public class FoldPlannerTests
{
    private static readonly DataSet Classes =
        Labelled(Enumerable.Range(0, 103).Select(row => row % 10 == 0 ? "rare" : row % 3 == 0 ? "some" : "most"));

    private static DataSet Labelled(IEnumerable<string> labels)
    {
        string[] all = [.. labels];
        return new(new FloatInputs(new float[all.Length], [1]), ClassTargets.FromLabels(all), all);
    }

    private static DataSet Numbers(int rows) =>
        new(new FloatInputs(new float[rows], [1]), new ValueTargets([.. Enumerable.Range(0, rows).Select(row => (float)row)], ["y"]),
            new string[rows]);

    [Theory]
    [InlineData(2, true, 0.0, TestRows.Random)]
    [InlineData(5, true, 0.2, TestRows.Random)]
    [InlineData(5, true, 0.2, TestRows.Last)]
    [InlineData(7, false, 0.3, TestRows.Random)]
    [InlineData(10, false, 0.01, TestRows.Last)]
    public void Every_row_is_validated_once_or_tested_and_never_trained_on_in_its_own_fold(int folds, bool stratified, double fraction,
        TestRows which)
    {
        var plan = FoldPlanner.Plan(new(folds, stratified, fraction, which), 7, Classes);
        var splits = Enumerable.Range(0, folds).Select(fold => plan.Split(new(3, fold))).ToArray();
        splits.SelectMany(split => split.Validation).Concat(plan.TestRows).Order().ShouldBe(Enumerable.Range(0, 103));
        foreach (var split in splits)
        {
            split.Training.Concat(split.Validation).Concat(plan.TestRows).Order().ShouldBe(Enumerable.Range(0, 103));
            split.Training.ShouldBeInOrder();
            split.Validation.Length.ShouldBeInRange((103 - plan.TestRows.Count) / folds, (103 - plan.TestRows.Count) / folds + 1);
        }

        plan.TestRows.Count.ShouldBe((int)Math.Round(103 * fraction));
        if (which == TestRows.Last)
        {
            plan.TestRows.ShouldBe(Enumerable.Range(103 - plan.TestRows.Count, plan.TestRows.Count));
        }

        var refit = plan.Split(new(3, FoldId.RefitFold));
        refit.Validation.ShouldBe(plan.TestRows);
        refit.Training.Concat(refit.Validation).Order().ShouldBe(Enumerable.Range(0, 103));
    }

    [Fact]
    public void Stratified_folds_and_test_rows_keep_each_class_proportion_to_within_a_row()
    {
        var plan = FoldPlanner.Plan(new(5, true, 0.2), 1, Classes);
        var targets = (ClassTargets)Classes.Targets;
        for (var index = 0; index < 3; index++)
        {
            var total = targets.Counts()[index];
            var test = plan.TestRows.Count(row => targets.Classes[row] == index);
            ((double)test).ShouldBe(total * 21 / 103.0, 1);
            for (var fold = 0; fold < 5; fold++)
            {
                ((double)plan.Split(new(0, fold)).Validation.Count(row => targets.Classes[row] == index)).ShouldBe((total - test) / 5.0, 1);
            }
        }
    }

    [Fact]
    public void The_seed_decides_and_the_trial_does_not()
    {
        var definition = new CrossValidationDefinition(5, true, 0.2);
        var (first, again, other) =
            (FoldPlanner.Plan(definition, 7, Classes), FoldPlanner.Plan(definition, 7, Classes), FoldPlanner.Plan(definition, 8, Classes));
        again.Split(new(9, 2)).Validation.ShouldBe(first.Split(new(0, 2)).Validation);
        other.Split(new(0, 2)).Validation.ShouldNotBe(first.Split(new(0, 2)).Validation);
        other.TestRows.ShouldNotBe(first.TestRows);
    }

    [Fact]
    public void A_plan_is_the_same_in_every_release()
    {
        // A resumed sweep plans its folds anew: a change here would train on what an earlier process validated on.
        var plan = FoldPlanner.Plan(new(3, true, 0.25), 7, Labelled("ababababababa".Select(letter => letter.ToString())));
        string.Join(' ', plan.TestRows).ShouldBe("2 8 9");
        string.Join(' ', plan.Split(new(0, 1)).Validation).ShouldBe("0 1 12");
    }

    [Fact]
    public void Numeric_targets_are_shuffled_also_when_stratification_is_asked_for()
    {
        var plan = FoldPlanner.Plan(new(4, true, 0), 3, Numbers(40));
        plan.Split(new(0, 0)).Validation.Length.ShouldBe(10);
        plan.Split(new(0, 0)).Validation.ShouldNotBe(Enumerable.Range(0, 10));
        plan.Split(new(0, FoldId.RefitFold)).Validation.ShouldBeEmpty();
    }

    [Fact]
    public void A_class_too_small_for_the_folds_is_named()
    {
        var data = Labelled([.. Enumerable.Repeat("many", 20), "lone", "lone"]);
        Should.Throw<FoldPlanException>(() => FoldPlanner.Plan(new(5, true, 0), 1, data)).Message.ShouldContain("Class 'lone' has 2 rows");
        FoldPlanner.Plan(new(5, false, 0), 1, data).Folds.ShouldBe(5);
    }

    [Theory]
    [InlineData(1, 0.0, "1 folds")]
    [InlineData(60, 0.5, "cannot fill")]
    [InlineData(5, 1.0, "test fraction")]
    [InlineData(5, double.NaN, "test fraction")]
    public void Impossible_definitions_are_refused(int folds, double fraction, string expected) =>
        Should.Throw<FoldPlanException>(() => FoldPlanner.Plan(new(folds, false, fraction), 1, Classes)).Message.ShouldContain(expected);

    [Fact]
    public void A_fold_that_is_not_in_the_plan_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => FoldPlanner.Plan(new(5, false, 0), 1, Classes).Split(new(0, 5)));
}
