using Orchestrator.Contracts.Randomness;
using Orchestrator.Models.Data;
using Orchestrator.Models.Forest;

namespace Orchestrator.Models.Tests.Forest;

/// <summary>A forest learns what is there to learn, the same one whatever the number of threads.</summary>
public sealed class ForestTrainingTests
{
    private static readonly ForestSettings Settings = new(Trees: 40);

    [Fact]
    public void Classes_are_found_in_new_rows_and_the_out_of_bag_score_says_how_well()
    {
        var (features, classes) = Drawn(1200, noise: 0.15);
        var (forest, outOfBag) = ForestTraining.Grow(features.AsSpan(0, 600 * 6), 6, Of(classes[..600]), Settings, 1);

        var held = Right(forest.Predict(features.AsSpan(600 * 6)), classes[600..], 3);

        held.ShouldBeInRange(0.75, 0.9); // 85 % of the labels are not noise, and a tenth of the noise is right
        outOfBag.ShouldBe(held, 0.05);
        forest.Importance[0].ShouldBeGreaterThan(2 * forest.Importance[5]);
        forest.Importance[1].ShouldBeGreaterThan(2 * forest.Importance[5]);
        forest.Importance.ToArray().Sum().ShouldBe(1, 1e-5);
    }

    [Fact]
    public void Any_number_of_threads_grows_the_same_forest()
    {
        var (features, classes) = Drawn(300, noise: 0.2);

        var one = ForestTraining.Grow(features, 6, Of(classes), Settings, 3);
        var four = ForestTraining.Grow(features, 6, Of(classes), Settings with { Threads = 4 }, 3);
        var other = ForestTraining.Grow(features, 6, Of(classes), Settings, 4);

        Bits(four.Forest).ShouldBe(Bits(one.Forest));
        four.OutOfBag.ShouldBe(one.OutOfBag);
        Bits(other.Forest).ShouldNotBe(Bits(one.Forest));
    }

    [Fact]
    public void Depth_and_least_rows_of_a_leaf_are_kept()
    {
        var (features, classes) = Drawn(300, noise: 0.2);

        var stumps = ForestTraining.Grow(features, 6, Of(classes), Settings with { Depth = 1 }, 1).Forest;
        var broad = ForestTraining.Grow(features, 6, Of(classes), new(Trees: 1, MinLeaf: 40), 1).Forest;
        var deep = ForestTraining.Grow(features, 6, Of(classes), new(Trees: 1), 1).Forest;

        stumps.Child.Length.ShouldBe(3 * 40);
        (broad.Values.Length / 3).ShouldBeInRange(2, 300 / 40);
        deep.Values.Length.ShouldBeGreaterThan(5 * broad.Values.Length);
    }

    [Fact]
    public void A_rare_class_that_is_balanced_is_predicted_more_often()
    {
        var random = new RandomStream(2);
        var rare = Enumerable.Range(0, 600).Select(_ => random.NextInt(10) == 0).ToArray();
        float[] features = [.. rare.SelectMany(own => new[] { (float)(random.NextNormal() + (own ? 1 : 0)), (float)random.NextNormal() })];
        var targets = ClassTargets.FromLabels([.. rare.Select(own => own ? "rare" : "common")]);
        var settings = Settings with { MinLeaf = 20 };

        int Predicted(bool balanced) => ForestTraining.Grow(
            features, 2, ForestTargets.Of(targets, All(600), TaskKind.TwoClasses, balanced), settings, 1).Forest.Predict(features)
            .Where((share, at) => at % 2 == 1 && share > 0.5).Count();

        Predicted(balanced: false).ShouldBeLessThan(30);
        Predicted(balanced: true).ShouldBeInRange(90, 300);
    }

    [Fact]
    public void Several_labels_are_learned_at_once_where_they_are_known()
    {
        var random = new RandomStream(5);
        float[] features = [.. Enumerable.Range(0, 500 * 3).Select(_ => (float)random.NextNormal())];
        var (labels, known) = (new float[500 * 3], new bool[500 * 3]);
        for (var at = 0; at < labels.Length; at++)
        {
            // Column c says whether feature c is positive; a third is missing, and would be wrong.
            known[at] = random.NextInt(3) > 0;
            labels[at] = features[at] > 0 == known[at] ? 1 : 0;
        }

        var targets = new ValueTargets(labels, ["a", "b", "c"], known);
        var (forest, outOfBag) =
            ForestTraining.Grow(features, 3, ForestTargets.Of(targets, All(500), TaskKind.Labels, true), new(Features: 1), 1);

        outOfBag.ShouldBeGreaterThan(0.9);
        var said = forest.Predict([2, -2, 2, -2, 2, -2]);
        said.Select(share => share > 0.5).ShouldBe([true, false, true, false, true, false]);
    }

    [Fact]
    public void A_label_that_a_leaf_does_not_know_is_that_of_its_parent()
    {
        // The first label decides the split; the second is known on its left side alone.
        var targets = new ValueTargets([0, 1, 0, 1, 1, 0, 1, 0], ["a", "b"], [true, true, true, true, true, false, true, false]);

        var forest = ForestTraining.Grow(
            [0, 0, 1, 1], 1, ForestTargets.Of(targets, All(4), TaskKind.Labels, false), new(Trees: 20), 1).Forest;

        forest.Predict([1])[1].ShouldBeGreaterThan(0.5f);
    }

    [Fact]
    public void Values_are_predicted_by_their_means()
    {
        var random = new RandomStream(7);
        float[] features = [.. Enumerable.Range(0, 800 * 2).Select(_ => (float)random.NextDouble())];
        float[] values = [.. Enumerable.Range(0, 800).Select(row => (features[row * 2] > 0.5f ? 10 : -10) + (float)random.NextNormal())];

        var (forest, outOfBag) = ForestTraining.Grow(
            features, 2, ForestTargets.Of(new ValueTargets(values, ["y"]), All(800), TaskKind.Values, false),
            Settings with { MinLeaf = 10 }, 1);

        outOfBag.ShouldBeGreaterThan(0.95);
        forest.Predict([0.9f, 0.5f]).Single().ShouldBe(10, 1.5);
        forest.Predict([0.1f, 0.5f]).Single().ShouldBe(-10, 1.5);
    }

    [Fact]
    public void Features_that_say_nothing_leave_the_shares_of_the_classes()
    {
        var (forest, _) = ForestTraining.Grow(new float[100], 1, Of([.. Enumerable.Range(0, 100).Select(row => row % 4 == 0 ? 1 : 0)]),
            new(Trees: 200), 1);

        forest.Predict([0])[1].ShouldBe(0.25f, 0.02f);
        forest.Importance.ToArray().ShouldBe([0f]);
    }

    [Fact]
    public void What_cannot_be_learned_from_is_refused()
    {
        var targets = Of([0, 1]);
        Should.Throw<ArgumentException>(() => ForestTraining.Grow([1, float.NaN], 1, targets, Settings, 1)).Message
            .ShouldContain("Feature 0 of row 1 is NaN");
        Should.Throw<ArgumentException>(() => ForestTraining.Grow([1, 2, 3], 2, targets, Settings, 1));
        Should.Throw<ArgumentException>(() => ForestTraining.Grow([1, 2, 3], 1, targets, Settings, 1)).Message.ShouldContain("3 rows");
        Should.Throw<ArgumentException>(() => ForestTargets.Of(new ClassTargets([0], ["a", "b"]), [], TaskKind.TwoClasses, false));
        Should.Throw<ArgumentException>(() => ForestTargets.Of(new ValueTargets([1], ["y"], [false]), [0], TaskKind.Values, false));
        foreach (var wrong in new[] { Settings with { Trees = 0 }, Settings with { Depth = -1 }, Settings with { MinLeaf = 0 },
            Settings with { Features = 1.5 }, Settings with { Features = double.NaN }, Settings with { Threads = 0 } })
        {
            Should.Throw<ArgumentOutOfRangeException>(() => ForestTraining.Grow([1, 2], 1, targets, wrong, 1));
        }
    }

    [Fact]
    public void Growth_stops_when_it_is_asked_to() => Should.Throw<OperationCanceledException>(() =>
        ForestTraining.Grow([1, 2], 1, Of([0, 1]), Settings, 1, new CancellationToken(canceled: true)));

    /// <summary>Three classes by the signs of the first two of six features, some of them wrong.</summary>
    private static (float[] Features, int[] Classes) Drawn(int rows, double noise)
    {
        var random = new RandomStream(11);
        float[] features = [.. Enumerable.Range(0, rows * 6).Select(_ => (float)random.NextNormal())];
        return (features, [.. Enumerable.Range(0, rows).Select(row => random.NextDouble() < noise ? random.NextInt(3)
            : features[row * 6] < 0 ? 0 : features[row * 6 + 1] < 0 ? 1 : 2)]);
    }

    private static ForestTargets Of(int[] classes) => ForestTargets.Of(
        new ClassTargets(classes, [.. Enumerable.Range(0, classes.Max() + 1).Select(own => $"{own}")]), All(classes.Length),
        TaskKind.ManyClasses, false);

    private static int[] All(int rows) => [.. Enumerable.Range(0, rows)];

    private static double Right(float[] said, int[] classes, int outputs) => Enumerable.Range(0, classes.Length)
        .Average(row => said.AsSpan(row * outputs, outputs).IndexOf(said.AsSpan(row * outputs, outputs).ToArray().Max()) == classes[row]
            ? 1.0 : 0);

    private static string Bits(RandomForest forest) => string.Join(' ', [
        .. forest.Roots.ToArray(), .. forest.Feature.ToArray(), .. forest.Child.ToArray(),
        .. new[] { forest.Threshold.ToArray(), forest.Values.ToArray(), forest.Importance.ToArray() }
            .SelectMany(numbers => numbers).Select(BitConverter.SingleToInt32Bits),
    ]);
}
