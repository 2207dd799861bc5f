using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Samplers;
using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Tests.Surrogates;

public sealed class ResponseSurfaceTests
{
    private static readonly double[] Optimum = [0.31, 0.62, 0.48];
    private static readonly SpaceEncoding Box = new(Spaces.Box(3, 0, 1));

    // A valley a thousand times as long as it is wide, along no axis.
    private static double Valley(double[] x)
    {
        double a = x[0] - Optimum[0], b = x[1] - Optimum[1], c = x[2] - Optimum[2];
        double across = a + b - 2 * c, along = a - b + 0.1 * c;
        return 7 + 1e6 * across * across + along * along + 10 * (a + c) * (a + c);
    }

    [Fact]
    public void The_least_of_a_quadratic_is_found_from_any_points_about_it()
    {
        var least = Least(40, Valley).ShouldNotBeNull();
        Enumerable.Range(0, 3).ShouldAllBe(i => Math.Abs(least[i] - Optimum[i]) < 1e-6);
    }

    [Fact]
    public void It_asks_for_more_trials_than_coefficients()
    {
        Least(15, Valley).ShouldBeNull();
        Least(16, Valley).ShouldNotBeNull();
    }

    [Fact]
    public void What_it_foretells_badly_it_does_not_promise()
    {
        var random = new RandomStream(8);
        Least(40, x => Valley(x) + 1e5 * random.NextNormal()).ShouldBeNull("noise");
        Least(40, x => Math.Sqrt(Valley(x) - 7)).ShouldBeNull("a kink");
        Least(40, x => Math.Sin(20 * x[0]) + Math.Cos(17 * x[1] * x[2])).ShouldBeNull("ripples");
        Least(40, _ => 3).ShouldBeNull("a plateau");
    }

    [Fact]
    public void Where_the_best_trial_is_least_there_is_nothing_to_gain()
    {
        List<double[]> points = [Optimum, .. Points(40)];
        ResponseSurface.Least(Box, points, [.. points.Select(Valley)]).ShouldBeNull();
    }

    [Fact]
    public void It_goes_no_farther_than_trials_reach()
    {
        // Downhill to the lower left, and beyond the trials, all of which are in the middle; sixteen of them count.
        static double Loss(double[] p) => p.Sum(x => (x + 1) * (x + 1));
        var points = Points(40).Select(p => p.Select(x => 0.4 + 0.2 * x).ToArray()).OrderBy(Loss).Take(16).ToList();
        var least = ResponseSurface.Least(Box, points, [.. points.Select(Loss)]).ShouldNotBeNull();
        for (var i = 0; i < 3; i++)
        {
            least[i].ShouldBe(points.Min(p => p[i]), 1e-12);
        }
    }

    [Fact]
    public void Trials_of_other_choices_and_those_that_failed_say_nothing()
    {
        var encoding = new SpaceEncoding(new SearchSpace(
        [
            new FloatParameter("x", 0, 1), new CategoricalParameter("kind", ["a", "b"]), new FloatParameter("y", 0, 1),
        ]));
        double[][] points = [.. Points(60).Select((p, i) => new[] { p[0], i % 2, p[1] })];
        double Loss(double[] p) => p[1] == 0 ? double.NaN : p[2] < 0.02 ? double.PositiveInfinity
            : (p[0] - 0.3) * (p[0] - 0.3) + (p[0] - p[2]) * (p[0] - p[2]);
        var least = ResponseSurface.Least(encoding, points, [.. points.Select(Loss)]).ShouldNotBeNull();
        least.Zip([0.3, 1, 0.3]).ShouldAllBe(x => Math.Abs(x.First - x.Second) < 1e-6);
        ResponseSurface.Least(encoding, points[..18], [.. points[..18].Select(Loss)]).ShouldBeNull("nine have the best trial's choice");
    }

    [Fact]
    public void Whole_numbers_are_rounded_and_few_of_them_held()
    {
        var encoding = new SpaceEncoding(new SearchSpace(
            [new IntParameter("many", 0, 100), new IntParameter("few", 0, 3), new FloatParameter("x", 0, 1)]));
        double[][] points = [.. Points(60).Select((p, i) => new[] { encoding.Axes[0].Snap(p[0]), 1.0 / 3, p[1] })];
        var least = ResponseSurface.Least(encoding, points, [.. points.Select(p => Math.Pow(p[0] - 0.374, 2) + Math.Pow(p[2] - 0.2, 2))])
            .ShouldNotBeNull();
        var found = encoding.Decode(least);
        (found["many"].Number, found["few"].Number).ShouldBe((37, 1));
        found["x"].Number.ShouldBe(0.2, 1e-6);
    }

    // Without it the regret of the median search is 1.8.
    [Fact]
    public void A_search_finds_the_end_of_a_narrow_valley()
    {
        double[] regrets = [.. Enumerable.Range(0, 5).Select(Regret).Order()];
        regrets[2].ShouldBeLessThan(1e-6);

        static double Regret(int seed)
        {
            var (sampler, observed) = (new BayesianSampler(Box.Space, (ulong)seed), new List<Observation>());
            while (observed.Count < 40)
            {
                var suggested = sampler.Suggest(new SuggestionRequest(observed.Count, observed, []))!;
                observed.Add(new(observed.Count, suggested, Valley(Box.Encode(suggested))));
            }

            return observed.Min(o => o.Loss) - 7;
        }
    }

    private static double[]? Least(int trials, Func<double[], double> loss) =>
        Points(trials) is var points ? ResponseSurface.Least(Box, points, [.. points.Select(loss)]) : null;

    private static List<double[]> Points(int count)
    {
        var random = new RandomStream(5);
        return [.. Enumerable.Range(0, count).Select(_ => new[] { random.NextDouble(), random.NextDouble(), random.NextDouble() })];
    }
}
