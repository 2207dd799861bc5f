using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Tests.Surrogates;

public sealed class ParzenEstimatorTests
{
    [Fact]
    public void A_density_over_a_real_parameter_has_integral_1()
    {
        var density = Estimate(Spaces.Box(1, 0, 1), [[0.02], [0.5], [0.97]]);
        var integral = Enumerable.Range(0, 2000).Average(i => Math.Exp(density.LogDensity([(i + 0.5) / 2000])));
        integral.ShouldBe(1, 1e-6);
    }

    [Fact]
    public void Probabilities_of_levels_sum_to_1()
    {
        var space = Spaces.Of(new IntParameter("layers", 1, 5), Spaces.Choice("activation", "relu", "tanh", "gelu"));
        var encoding = new SpaceEncoding(space);
        var density = Estimate(space, [[encoding.Axes[0].Coordinate(0), 2], [encoding.Axes[0].Coordinate(3), 1]]);
        var total = 0.0;
        for (var layers = 0; layers < 5; layers++)
        {
            for (var choice = 0; choice < 3; choice++)
            {
                total += Math.Exp(density.LogDensity([encoding.Axes[0].Coordinate(layers), choice]));
            }
        }

        total.ShouldBe(1, 1e-9);
    }

    [Fact]
    public void Draws_fall_where_the_density_says()
    {
        var density = Estimate(Spaces.Box(1, 0, 1), [[0.2], [0.21], [0.7]]);
        var random = new RandomStream(1);
        var draws = Enumerable.Range(0, 20_000).Select(_ => density.Sample(random)[0]).ToList();
        for (var tenth = 0; tenth < 10; tenth++)
        {
            var expected = Enumerable.Range(0, 100).Average(i => Math.Exp(density.LogDensity([(tenth + (i + 0.5) / 100) / 10]))) / 10;
            (draws.Count(x => (int)(x * 10) == tenth) / 20_000.0).ShouldBe(expected, 0.012, $"tenth {tenth}");
        }
    }

    [Fact]
    public void A_parameter_that_a_candidate_lacks_does_not_count()
    {
        var density = Estimate(Spaces.Conditional, [[1, double.NaN, 0.2, double.NaN, double.NaN, double.NaN, double.NaN]]);
        density.LogDensity([1, 0.1, 0.2, 0.3, 0.4, 0, 0.6]).ShouldBe(density.LogDensity([1, 0.9, 0.2, 0.8, 0.7, 1, 0.1]));
    }

    private static ParzenEstimator Estimate(SearchSpace space, double[][] points) =>
        new(new SpaceEncoding(space), points, [.. points.Select(_ => 1.0)], uniformWeight: 1);
}
