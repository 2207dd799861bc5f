using Orchestrator.Models.Data;

namespace Orchestrator.Models.Tests.Data;

public class SparseInputsTests
{
    /// <summary>0 1 0 1 / 0 0 0 0 / 1 1 0 0</summary>
    private static readonly SparseInputs Ones = new([0, 2, 2, 4], [1, 3, 0, 1], null, 4, ["a", "b", "c", "d"]);

    [Fact]
    public void Rows_are_copied_densely_over_what_was_there()
    {
        var dense = Enumerable.Repeat(9f, 8).ToArray();
        Ones.CopyRows([2, 0], dense);
        dense.ShouldBe([1f, 1, 0, 0, 0, 1, 0, 1]);
        Ones.ToDense().Values.ShouldBe([0f, 1, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0]);
    }

    [Fact]
    public void Values_other_than_one_are_kept_in_selections()
    {
        var weighted = new SparseInputs([0, 2, 2, 4], [1, 3, 0, 1], [5, 6, 7, 8], 4);
        weighted.Select([2, 2, 1]).ToDense().Values.ShouldBe([7f, 8, 0, 0, 7, 8, 0, 0, 0, 0, 0, 0]);
        weighted.SelectColumns([1, 3]).ToDense().Values.ShouldBe([5f, 6, 0, 0, 8, 0]);
    }

    [Fact]
    public void Frequent_columns_are_those_of_the_training_rows()
    {
        Ones.CountColumns([0, 2]).ShouldBe([1, 2, 0, 1]);
        FrequentColumns.Fit(Ones, [0, 1, 2], 0.5).ShouldBe([1]);
        FrequentColumns.Fit(Ones, [0], 0.5).ShouldBe([1, 3]);
        FrequentColumns.Fit(Ones, [0, 1], 0.6).ShouldBe([1], "the first of the most frequent where none reaches the threshold");
        Ones.SelectColumns([1, 3]).FeatureNames.ShouldBe(["b", "d"]);
    }

    [Theory]
    [InlineData(new[] { 0, 2 }, new[] { 1, 1 })]
    [InlineData(new[] { 0, 2 }, new[] { 3, 1 })]
    [InlineData(new[] { 0, 1 }, new[] { 4 })]
    [InlineData(new[] { 0, 1 }, new[] { -1 })]
    [InlineData(new[] { 0, 3 }, new[] { 1, 2 })]
    [InlineData(new[] { 0, 2, 1, 2 }, new[] { 1, 2 })]
    public void What_is_no_such_matrix_is_refused(int[] starts, int[] columns) =>
        Should.Throw<ArgumentException>(() => new SparseInputs(starts, columns, null, 4));
}
