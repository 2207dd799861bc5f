using Orchestrator.Contracts.Randomness;
using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Tests.Surrogates;

public sealed class RandomForestTests
{
    [Fact]
    public void It_learns_a_step_in_a_number_and_a_jump_between_categories()
    {
        var random = new RandomStream(2);
        var table = new FeatureTable([false, true]);
        var outcomes = new double[200];
        for (var i = 0; i < outcomes.Length; i++)
        {
            double[] row = [random.NextDouble(), random.NextInt(3)];
            table.Add(row);
            outcomes[i] = (row[0] > 0.5 ? 1 : 0) + (row[1] == 2 ? 3 : 0);
        }

        var forest = new RandomForest(table, outcomes, 16, random);
        forest.Predict([0.2, 0]).Mean.ShouldBe(0, 0.15);
        forest.Predict([0.9, 1]).Mean.ShouldBe(1, 0.15);
        forest.Predict([0.2, 2]).Mean.ShouldBe(3, 0.15);
        forest.Predict([0.9, 2]).Mean.ShouldBe(4, 0.15);
    }

    [Fact]
    public void It_doubts_what_lies_between_different_outcomes()
    {
        var table = new FeatureTable([false]);
        var outcomes = new double[40];
        for (var i = 0; i < outcomes.Length; i++)
        {
            table.Add([i < 20 ? i / 100.0 : 0.8 + (i - 20) / 100.0]);
            outcomes[i] = i < 20 ? 0 : 1;
        }

        var forest = new RandomForest(table, outcomes, 64, new RandomStream(3));
        forest.Predict([0.5]).Variance.ShouldBeGreaterThan(10 * forest.Predict([0.05]).Variance);
    }

    [Fact]
    public void Equal_rows_make_a_single_leaf()
    {
        var table = new FeatureTable([false]);
        for (var i = 0; i < 10; i++)
        {
            table.Add([0.5]);
        }

        var forest = new RandomForest(table, [.. Enumerable.Range(0, 10).Select(i => (double)i)], 32, new RandomStream(4));
        forest.Predict([0.1]).ShouldBe(forest.Predict([0.9]));
        forest.Predict([0.1]).Mean.ShouldBe(4.5, 1);
    }

    [Fact]
    public void Values_next_to_each_other_among_the_doubles_are_parted()
    {
        // What lies between 0.7 and the next double rounds to one of the two; at the upper one nothing would be left on the right.
        var table = new FeatureTable([false]);
        var outcomes = new double[40];
        for (var i = 0; i < outcomes.Length; i++)
        {
            table.Add([i % 2 == 0 ? 0.7 : Math.BitIncrement(0.7)]);
            outcomes[i] = i % 2;
        }

        var forest = new RandomForest(table, outcomes, 64, new RandomStream(5));
        forest.Predict([0.7]).Mean.ShouldBe(0, 1e-9);
        forest.Predict([0.9]).Mean.ShouldBe(1, 1e-9);
        forest.Members.ShouldAllBe(tree => tree.Leaves(new[] { new FeatureRange(0, 1) }).All(leaf => double.IsFinite(leaf.Mean)));
    }
}
