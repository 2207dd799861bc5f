using Orchestrator.Search.Optimization;

namespace Orchestrator.Search.Tests.Optimization;

public sealed class SimplexSearchTests
{
    [Fact]
    public void It_walks_down_a_curved_valley()
    {
        var simplex = new SimplexSearch([0.1, 0.9], 0.2);
        Run(simplex, Valley, 200).ShouldBeLessThan(1e-6);
        simplex.Collapsed.ShouldBeTrue();
    }

    [Fact]
    public void It_stays_in_the_box_and_finds_a_minimum_on_its_border()
    {
        var simplex = new SimplexSearch([0.7, 0.6], 0.2);
        Run(simplex, x =>
        {
            x.ShouldAllBe(coordinate => coordinate >= 0 && coordinate <= 1);
            return x[0] + Math.Pow(x[1] - 0.3, 2);
        }, 120).ShouldBeLessThan(1e-4);
    }

    [Fact]
    public void A_better_point_found_by_others_is_taken_in()
    {
        var simplex = new SimplexSearch([0.1, 0.9], 0.2);
        Run(simplex, Valley, 4);
        simplex.Inject([0.5, 0.5], Valley([0.5, 0.5]));
        Run(simplex, Valley, 60).ShouldBeLessThan(1e-4);
    }

    [Fact]
    public void A_simplex_on_a_plateau_says_so()
    {
        var simplex = new SimplexSearch([0.1, 0.9], 0.2);
        Run(simplex, _ => 1, 3);
        simplex.Flat.ShouldBeFalse("it may yet shrink to where the value changes");
        Run(simplex, _ => 1, 12);
        simplex.Flat.ShouldBeTrue();
        simplex.Collapsed.ShouldBeFalse();
    }

    private static double Run(SimplexSearch simplex, Func<double[], double> function, int steps)
    {
        var best = double.PositiveInfinity;
        for (var i = 0; i < steps; i++)
        {
            var value = function(simplex.Next);
            best = Math.Min(best, value);
            simplex.Tell(value);
        }

        return best;
    }

    private static double Valley(double[] x) => 10 * Math.Pow(x[1] - x[0] * x[0] - 0.25, 2) + Math.Pow(x[0] - 0.5, 2);
}
