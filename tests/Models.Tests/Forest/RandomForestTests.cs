using Orchestrator.Models.Data;
using Orchestrator.Models.Forest;
using Orchestrator.Models.Metrics;

namespace Orchestrator.Models.Tests.Forest;

/// <summary>A forest by hand says what it should, and one that a file describes wrongly is refused.</summary>
public sealed class RandomForestTests
{
    // Two trees: one splits feature 1 at 2.5, the other is a leaf.
    private static RandomForest ByHand => new([0, 3], [1, 0, 0, 0], [2.5f, 0, 0, 0], [1, -1, -2, -3], [1, 0, 0, 1, 0.5f, 0.5f], [0, 1], 2);

    [Fact]
    public void A_row_is_the_mean_of_what_the_trees_say() =>
        ByHand.Predict([9, 2.5f, 0, 2.6f]).ShouldBe([0.75f, 0.25f, 0.25f, 0.75f]);

    [Fact]
    public void Rows_of_another_width_are_refused() =>
        Should.Throw<ArgumentException>(() => ByHand.Predict([1, 2, 3])).Message.ShouldContain("2 features");

    // One tree, two leaves, split at .5: whatever the bootstrap draws, the split is the only one.
    [Fact]
    public void The_only_split_is_found_between_its_values()
    {
        var targets = ForestTargets.Of(new ClassTargets([0, 0, 1, 1], ["a", "b"]), [0, 1, 2, 3], TaskKind.TwoClasses, false);

        var forest = ForestTraining.Grow([0, 0, 1, 1], 1, targets, new(Trees: 30), 1).Forest;

        forest.Threshold.ToArray().Where((_, node) => forest.Child[node] >= 0).Distinct().ShouldBe([0.5f]);
        forest.Predict([0.5f])[0].ShouldBeGreaterThan(0.5f);
        forest.Predict([0.6f])[1].ShouldBeGreaterThan(0.5f);
    }

    [Theory]
    [InlineData(new[] { 4 }, new[] { 0 }, new[] { -1 }, "begins outside")]
    [InlineData(new int[0], new[] { 0 }, new[] { -1 }, "do not fit")]
    [InlineData(new[] { 0 }, new[] { 0 }, new[] { -2 }, "Node 0")]                          // a leaf that is not there
    [InlineData(new[] { 0 }, new[] { 0, 0, 0 }, new[] { 1, 0, -1 }, "Node 1")]              // back to the root
    [InlineData(new[] { 0 }, new[] { 7, 0, 0 }, new[] { 1, -1, -1 }, "Node 0")]             // a feature that is not there
    [InlineData(new[] { 0 }, new[] { 0, 0 }, new[] { 1, -1 }, "Node 0")]                    // no right child
    [InlineData(new[] { 0 }, new[] { 0, 0 }, new[] { -1 }, "do not fit")]
    public void A_forest_that_leads_nowhere_is_refused(int[] roots, int[] feature, int[] child, string problem) =>
        Should.Throw<ArgumentException>(() => new RandomForest(roots, feature, new float[child.Length], child, [1, 0], [1], 2))
            .Message.ShouldContain(problem);

    [Fact]
    public void Its_outputs_are_those_of_a_network_that_would_say_the_same()
    {
        var forest = ByHand;

        // 2 trees and one that knows nothing: (2 * .25 + .5) / 3 = 1 / 3.
        ForestOutputs.Of([0.75f, 0.25f], forest, TaskKind.TwoClasses).Single().ShouldBe((float)Math.Log(0.5), 1e-6f);
        ForestOutputs.Of([0.75f, 0.25f], forest, TaskKind.ManyClasses).Select(log => Math.Exp(log)).ShouldBe([2 / 3.0, 1 / 3.0], 1e-6);
        ForestOutputs.Of([0.5f, 1], forest, TaskKind.Labels).ShouldBe([0f, (float)Math.Log(5)], 1e-6f);
        ForestOutputs.Of([3, -4], forest, TaskKind.Values).ShouldBe([3, -4]);
        ClassPredictions.FromLogits(ForestOutputs.Of([0.5f, 0.5f], forest, TaskKind.TwoClasses), [0]).Predicted(0).ShouldBe(0);
    }
}
