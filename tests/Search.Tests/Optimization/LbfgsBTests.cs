using Orchestrator.Search.Optimization;

namespace Orchestrator.Search.Tests.Optimization;

public sealed class LbfgsBTests
{
    [Fact]
    public void It_follows_rosenbrock_s_valley_to_its_end()
    {
        double[] x = [-1.2, 1];
        var value = LbfgsB.Minimize(Rosenbrock, x, [-5, -5], [5, 5], 200, 1e-14);
        value.ShouldBeLessThan(1e-10);
        x[0].ShouldBe(1, 1e-4);
        x[1].ShouldBe(1, 1e-4);
    }

    [Fact]
    public void A_minimum_outside_the_box_is_met_at_its_border()
    {
        double[] x = [-1.2, 1];
        LbfgsB.Minimize(Rosenbrock, x, [-2, -2], [0.5, 2], 200, 1e-14);
        x[0].ShouldBe(0.5, 1e-9);
        x[1].ShouldBe(0.25, 1e-5);
    }

    [Fact]
    public void Where_the_start_is_not_defined_nothing_moves()
    {
        double[] x = [0.3];
        LbfgsB.Minimize((_, _) => double.NaN, x, [0], [1], 10, 1e-6).ShouldBe(double.NaN);
        x.ShouldBe([0.3]);
    }

    [Fact]
    public void A_step_into_the_undefined_is_taken_back()
    {
        double[] x = [2];
        LbfgsB.Minimize(
            (at, gradient) =>
            {
                gradient[0] = 1 - 1 / at[0];
                return at[0] < 0.5 ? double.NaN : at[0] - Math.Log(at[0]);
            },
            x, [0], [10], 50, 1e-12, firstStep: 5);
        x[0].ShouldBe(1, 1e-4);
    }

    private static double Rosenbrock(ReadOnlySpan<double> x, Span<double> gradient)
    {
        double a = x[1] - x[0] * x[0], b = 1 - x[0];
        gradient[0] = -400 * x[0] * a - 2 * b;
        gradient[1] = 200 * a;
        return 100 * a * a + b * b;
    }
}
