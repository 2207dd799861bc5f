using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data;
using Orchestrator.Models.Folds;

namespace Orchestrator.Models.Tests.Folds;

public class SplitRemarksTests
{
    private static IReadOnlyList<string> Of(Targets targets, CrossValidationDefinition splits, params string[] metrics)
    {
        var rows = targets.Rows;
        var data = new DataSet(new FloatInputs([.. Enumerable.Range(0, rows).Select(row => (float)row)], [1]), targets,
            [.. Enumerable.Range(0, rows).Select(row => $"{row}")]);
        return SplitRemarks.Of(FoldPlanner.Plan(splits, 3, data), targets, metrics);
    }

    private static ClassTargets Classes(params int[] rows) => new(
        [.. rows.Index().SelectMany(own => Enumerable.Repeat(own.Index, own.Item))],
        [.. rows.Select((_, index) => $"{(char)('A' + index)}")]);

    [Fact]
    public void A_metric_without_a_value_is_told_with_its_folds()
    {
        Of(Classes(58, 2), new(5, false, 0), "auc").ShouldContain(remark => remark.StartsWith("auc is not defined in folds ")
            && remark.Contains("all 12 rows to validate on are of class 'A'"));
        Of(Classes(30, 30), new(5, true, 0), "auc").ShouldBeEmpty();
        Of(Classes(58, 2), new(5, false, 0), "accuracy").ShouldBeEmpty();
    }

    [Fact]
    public void A_class_that_is_not_taught_is_told() =>
        Of(Classes(20, 20, 1), new(4, false, 0), "accuracy").ShouldHaveSingleItem()
            .ShouldContain("class 'C' has no row to train on in fold ");

    [Fact]
    public void A_test_of_one_class_or_without_a_class_is_told()
    {
        Of(Classes(30, 30, 30), new(3, false, 0.3, TestRows.Last), "accuracy").ShouldHaveSingleItem()
            .ShouldStartWith("all 27 test rows are of class 'C', of which 3 remain to train on: they are the file's last rows");
        var remarks = Of(Classes(30, 10, 20), new(3, false, 0.5, TestRows.Last), "accuracy");
        remarks.ShouldContain(remark => remark.StartsWith("test rows are of class 'B', 'C', of which none remains"));
        remarks.ShouldContain(remark => remark.StartsWith("no test row is of class 'A'"));
    }

    [Fact]
    public void Targets_that_never_change_are_told()
    {
        Of(new ValueTargets([.. Enumerable.Repeat(0.5f, 12)], ["y"]), new(3, false, 0), "mse").ShouldHaveSingleItem()
            .ShouldContain("'y' is the same in all rows");
        Of(new ValueTargets([.. Enumerable.Range(0, 12).Select(row => row == 3 ? 1.5f : 0)], ["y"]), new(3, false, 0), "r2")
            .ShouldHaveSingleItem().ShouldStartWith("r2 is not defined in folds");
        float[] labels = [.. Enumerable.Range(0, 12).SelectMany(row => new[] { row % 2f, row == 5 ? 1 : 0 })];
        Of(new ValueTargets(labels, ["p", "q"]), new(3, false, 0), "auc").ShouldContain(remark => remark.Contains("the target 'q'"));
    }
}
