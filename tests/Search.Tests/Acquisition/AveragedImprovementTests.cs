using Orchestrator.Contracts.Randomness;
using Orchestrator.Search.Acquisition;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Tests.Acquisition;

public sealed class AveragedImprovementTests
{
    private static readonly SpaceEncoding Encoding = new(Spaces.Box(3, 0, 1));
    private static readonly double[] At = [0.31, 0.62, 0.48];

    private readonly GaussianProcess posterior;
    private readonly Fantasies fantasies;
    private readonly double[] bests;

    public AveragedImprovementTests()
    {
        var random = new RandomStream(4);
        List<double[]> points =
            [.. Enumerable.Range(0, 24).Select(_ => new[] { random.NextDouble(), random.NextDouble(), random.NextDouble() })];
        double[] outcomes = [.. points.Select(p => Math.Sin(6 * p[0]) + p[1] * p[2])];
        posterior = GaussianProcess.Fit(FeatureTable.Of(Encoding, points), outcomes, new([6, 2, 2], 1, 1e-4))
            .Believing(FeatureTable.Of(Encoding, [[0.9, 0.1, 0.2], [0.4, 0.6, 0.5]]));
        fantasies = posterior.Fantasize(24, 6, random);
        bests = [.. fantasies.Draws.Select(fantasy => Math.Min(outcomes.Min(), fantasy.Drawn.Min()))];
    }

    [Fact]
    public void It_is_the_logarithm_of_the_average()
    {
        var average = Enumerable.Range(0, bests.Length).Average(In);
        var improvement = new AveragedImprovement(Encoding, posterior, fantasies, bests);
        improvement.At([At])[0].ShouldBe(Math.Log(average), 1e-9);
        improvement.At(At, new double[3]).ShouldBe(Math.Log(average), 1e-9);
    }

    [Fact]
    public void For_the_time_that_it_takes_it_is_less_where_that_is_longer()
    {
        var plain = new AveragedImprovement(Encoding, posterior, fantasies, bests);
        var weighing = new AveragedImprovement(Encoding, posterior, fantasies, bests, Cost, At);
        double[] other = [0.9, 0.1, 0.4];
        weighing.At([At])[0].ShouldBe(plain.At([At])[0], 1e-12);
        (plain.At([other])[0] - weighing.At([other])[0]).ShouldBe(Cost.LogSeconds(other) - Cost.LogSeconds(At), 1e-12);
        weighing.At(other, new double[3]).ShouldBe(weighing.At([other])[0], 1e-9);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Its_gradient_is_its_slope(bool weighsCost, bool mayFail)
    {
        var improvement = new AveragedImprovement(Encoding, posterior, fantasies, bests, weighsCost ? Cost : null, At,
            mayFail ? Success(fantasies.Count) : null);
        var gradient = new double[3];
        improvement.At(At, gradient);
        for (var f = 0; f < 3; f++)
        {
            double[] up = [.. At], down = [.. At];
            up[f] += 1e-5;
            down[f] -= 1e-5;
            gradient[f].ShouldBe((improvement.At([up])[0] - improvement.At([down])[0]) / 2e-5, 1e-4 * Math.Max(1, Math.Abs(gradient[f])));
        }
    }

    [Fact]
    public void Where_trials_fail_it_is_that_of_an_improvement_times_the_probability_of_a_loss_in_each_fantasy()
    {
        var success = Success(fantasies.Count);
        var probabilities = success.LogProbabilities(FeatureTable.Of(Encoding, [At])).Select(Math.Exp).ToArray();
        probabilities.Distinct().Count().ShouldBe(fantasies.Count);
        var expected = Math.Log(Enumerable.Range(0, fantasies.Count).Average(b => probabilities[b] * In(b)));
        var weighed = new AveragedImprovement(Encoding, posterior, fantasies, bests, success: success);
        weighed.At([At])[0].ShouldBe(expected, 1e-9);
        weighed.At(At, new double[3]).ShouldBe(expected, 1e-9);
    }

    // The expected improvement in one fantasy.
    private double In(int fantasy) => Math.Exp(new AveragedImprovement(
        Encoding, posterior, fantasies with { Draws = [fantasies.Draws[fantasy]] }, [bests[fantasy]]).At([At])[0]);

    // Every third point fails; two trials are pending.
    private static SuccessModel Success(int count) => SuccessModel.Of(
        GaussianProcess.Fit(
            FeatureTable.Of(Encoding, [.. Enumerable.Range(0, 15).Select(i => new[] { i / 15.0, i * 7 % 15 / 15.0, i * 4 % 15 / 15.0 })]),
            [.. Enumerable.Range(0, 15).Select(i => i % 3 == 0 ? 1.4 : -0.7)], new([6, 2, 2], 1, 1e-4)),
        FeatureTable.Of(Encoding, [[0.9, 0.1, 0.2], [0.4, 0.6, 0.5]]), count / 2, new RandomStream(7));

    private static CostModel Cost { get; } = CostModel.Of(Encoding,
        [.. Enumerable.Range(0, 20).Select(i => (Encoding.Decode([i / 20.0, i * 7 % 20 / 20.0, i * 3 % 20 / 20.0]), Math.Exp(i / 5.0)))]);
}
