using Orchestrator.Contracts.Randomness;
using Orchestrator.Search.Optimization;

namespace Orchestrator.Search.Tests.Optimization;

public sealed class CovarianceAdaptationTests
{
    [Fact]
    public void It_learns_the_shape_of_a_stretched_and_rotated_bowl()
    {
        var distribution = new CovarianceAdaptation([0.2, 0.9, 0.4], 0.3, population: 8);
        var random = new RandomStream(1);
        for (var generation = 0; generation < 150; generation++)
        {
            double[][] points = [.. Enumerable.Range(0, 8).Select(_ => (distribution.Mean + distribution.Draw(random)).ToArray())];
            distribution.Learn([.. points.OrderBy(Bowl)]);
        }

        Bowl(distribution.Mean.ToArray()).ShouldBeLessThan(1e-12);
    }

    [Fact]
    public void Draws_have_the_deviation_that_it_states()
    {
        var distribution = new CovarianceAdaptation([0, 0], 0.5, population: 6);
        var random = new RandomStream(2);
        for (var generation = 0; generation < 5; generation++)
        {
            distribution.Learn(
                [.. Enumerable.Range(0, 6).Select(_ => (distribution.Mean + distribution.Draw(random)).ToArray())
                    .OrderBy(p => 100 * p[0] * p[0] + p[1] * p[1])]);
        }

        var draws = Enumerable.Range(0, 20_000).Select(_ => distribution.Draw(random)).ToList();
        for (var i = 0; i < 2; i++)
        {
            Math.Sqrt(draws.Average(d => d[i] * d[i])).ShouldBe(distribution.Deviation(i), 0.03 * distribution.Deviation(i));
        }
    }

    private static double Bowl(double[] x)
    {
        double a = x[0] + x[1] - 1, b = x[0] - x[1] + 0.3, c = x[2] - 0.5 + x[0];
        return a * a + 100 * b * b + 1000 * c * c;
    }
}
