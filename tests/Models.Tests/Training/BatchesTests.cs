using Orchestrator.Contracts.Identifiers;
using Orchestrator.Models.Training;

namespace Orchestrator.Models.Tests.Training;

public sealed class BatchesTests
{
    [Theory]
    [InlineData(10, 4, new[] { 4, 4, 2 })]
    [InlineData(9, 4, new[] { 4, 5 })]
    [InlineData(8, 4, new[] { 4, 4 })]
    [InlineData(3, 400, new[] { 3 })]
    [InlineData(1, 4, new[] { 1 })]
    [InlineData(3, 1, new[] { 1, 1, 1 })]
    public void Cover_every_row_once_and_leave_none_alone(int rows, int size, int[] lengths)
    {
        var batches = new Batches(rows, size);
        var cut = Enumerable.Range(0, batches.Count).Select(index => batches[index]).ToArray();

        cut.Select(batch => batch.Length).ShouldBe(lengths);
        cut.Select(batch => batch.Start).ShouldBe(lengths.Select((_, index) => lengths.Take(index).Sum()));
    }

    [Fact]
    public void An_order_is_a_permutation_that_changes_with_epoch_fold_trial_and_seed()
    {
        int[] rows = [.. Enumerable.Range(100, 50)];
        var order = EpochOrder.Of(1, new FoldId(0, 0), 1, rows);

        order.Order().ShouldBe(rows);
        EpochOrder.Of(1, new FoldId(0, 0), 1, rows).ShouldBe(order);
        EpochOrder.Of(1, new FoldId(0, 0), 2, rows).ShouldNotBe(order);
        EpochOrder.Of(1, new FoldId(0, 1), 1, rows).ShouldNotBe(order);
        EpochOrder.Of(1, new FoldId(1, 0), 1, rows).ShouldNotBe(order);
        EpochOrder.Of(2, new FoldId(0, 0), 1, rows).ShouldNotBe(order);
    }

    [Fact]
    public void A_numbered_order_is_the_same_in_every_trial_and_fold()
    {
        int[] rows = [.. Enumerable.Range(100, 50)];
        var order = EpochOrder.Of(1, new FoldId(0, 0), 1, rows, inputOrder: 4);

        order.Order().ShouldBe(rows);
        EpochOrder.Of(1, new FoldId(3, 2), 1, rows, inputOrder: 4).ShouldBe(order);
        EpochOrder.Of(1, new FoldId(0, 0), 1, rows, inputOrder: 5).ShouldNotBe(order);
        EpochOrder.Of(1, new FoldId(0, 0), 2, rows, inputOrder: 4).ShouldNotBe(order);
        EpochOrder.Of(1, new FoldId(0, 0), 1, rows).ShouldNotBe(order);
    }
}
