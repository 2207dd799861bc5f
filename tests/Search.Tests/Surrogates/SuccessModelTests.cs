using Orchestrator.Contracts.Randomness;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Tests.Surrogates;

public sealed class SuccessModelTests
{
    private static readonly SpaceEncoding Encoding = new(Spaces.Box(2, 0, 1));

    // Half of the square fails: everything right of a line.
    private static SuccessModel Line(int trials) => SuccessModel.Of(Labels(trials));

    private static GaussianProcess Labels(int trials)
    {
        var random = new RandomStream(3);
        List<double[]> points = [.. Enumerable.Range(0, trials).Select(_ => new[] { random.NextDouble(), random.NextDouble() })];
        double[] labels = [.. points.Select(p => Fails(p) ? 1.0 : -1.0)];
        return GaussianProcess.Fit(FeatureTable.Of(Encoding, points), labels, new([8, 8], 1, 1e-6));
    }

    private static bool Fails(double[] p) => p[0] + 0.3 * p[1] > 0.6;

    [Fact]
    public void It_is_learned_where_trials_fail()
    {
        var random = new RandomStream(9);
        double[][] points = [.. Enumerable.Range(0, 200).Select(_ => new[] { random.NextDouble(), random.NextDouble() })];
        var probabilities = Line(60).LogProbabilities(FeatureTable.Of(Encoding, points)).Select(Math.Exp).ToArray();
        probabilities.ShouldAllBe(p => p >= 0 && p <= 1);
        points.Zip(probabilities, (p, probability) => Fails(p) == probability < 0.5).Count(right => right).ShouldBeGreaterThan(185);
        double[] sure = [.. Line(60).LogProbabilities(FeatureTable.Of(Encoding, [[0.05, 0.05], [0.95, 0.95]])).Select(Math.Exp)];
        sure[0].ShouldBeGreaterThan(0.95);
        sure[1].ShouldBeLessThan(0.05);
    }

    [Fact]
    public void A_point_by_itself_has_the_same_and_a_gradient()
    {
        var (model, random) = (Line(30), new RandomStream(5));
        for (var i = 0; i < 50; i++)
        {
            double[] at = [random.NextDouble(), random.NextDouble()], gradient = new double[2];
            double[] value = new double[1];
            model.LogProbabilities(at, value);
            model.Slopes(at, [1], gradient, new double[2]);
            value[0].ShouldBe(model.LogProbabilities(FeatureTable.Of(Encoding, [at]))[0], 1e-9 * (1 + Math.Abs(value[0])));
            for (var f = 0; f < 2; f++)
            {
                const double step = 1e-5;
                double Moved(double by) => model.LogProbabilities(
                    FeatureTable.Of(Encoding, [[at[0] + (f == 0 ? by : 0), at[1] + (f == 1 ? by : 0)]]))[0];
                gradient[f].ShouldBe((Moved(step) - Moved(-step)) / (2 * step), 1e-3 * (1 + Math.Abs(gradient[f])));
            }
        }
    }

    [Fact]
    public void Where_success_is_as_good_as_excluded_its_logarithm_is_finite_and_falls_on()
    {
        // At a failed trial itself nothing is uncertain.
        double[][] points = [[0.2, 0.2], [0.8, 0.8]];
        var model = SuccessModel.Of(GaussianProcess.Fit(FeatureTable.Of(Encoding, points), [-1, 1], new([8, 8], 1, 1e-8)));
        var logs = model.LogProbabilities(FeatureTable.Of(Encoding, [[0.8, 0.8], [0.75, 0.75], [0.6, 0.6]]));
        logs.ShouldAllBe(log => double.IsFinite(log));
        logs[0].ShouldBeLessThan(-1000);
        logs.ShouldBeInOrder(SortDirection.Ascending);
    }

    [Fact]
    public void What_fails_beside_a_pending_trial_fails_with_it()
    {
        // Where both may come to pass, beside it, and far away.
        var plain = Line(30);
        var pending = Enumerable.Range(0, 100).Select(i => new[] { 0.01 * i, 0.35 })
            .MinBy(point => Math.Abs(0.5 - plain.Probabilities(FeatureTable.Of(Encoding, [point]))[0]))!;
        double[] beside = [pending[0], 0.353], elsewhere = [0.05, 0.9];
        var model = SuccessModel.Of(Labels(30), FeatureTable.Of(Encoding, [pending]), 500, new RandomStream(6));
        model.Fantasies.Count.ShouldBe(1000);
        var points = FeatureTable.Of(Encoding, [beside, elsewhere]);
        var logs = model.LogProbabilities(points);
        var succeeds = Enumerable.Range(0, 1000).ToLookup(b => model.Succeeds(b, 0));
        (Mean(true, 0) - Mean(false, 0)).ShouldBeGreaterThan(0.5);
        (Mean(true, 1) - Mean(false, 1)).ShouldBe(0, 0.05);

        // Over all fantasies the probability is what it was.
        for (var i = 0; i < 2; i++)
        {
            logs[(1000 * i)..(1000 * (i + 1))].Average(Math.Exp).ShouldBe(plain.Probabilities(points)[i], 0.05);
        }

        double Mean(bool success, int point) => succeeds[success].Average(b => Math.Exp(logs[1000 * point + b]));
    }
}
