using Orchestrator.Search.Acquisition;

namespace Orchestrator.Search.Tests.Acquisition;

public sealed class LogExpectedImprovementTests
{
    // log(phi(z) + z Phi(z)), evaluated with 50 digits.
    [Theory]
    [InlineData(3, 1.09873966532770777)]
    [InlineData(1, 0.08002621884930694)]
    [InlineData(0, -0.918938533204672742)]
    [InlineData(-1, -2.48512102571264134)]
    [InlineData(-2.4999, -6.21223180738466728)]
    [InlineData(-2.5001, -6.21285149204404528)]
    [InlineData(-10, -55.5531220361223559)]
    [InlineData(-40, -808.29856835661996)]
    [InlineData(-1000, -500014.734452091158)]
    [InlineData(-1e8, -5000000000000037.76)]
    public void Log_h_agrees_with_arithmetic_of_fifty_digits(double z, double expected)
    {
        double[] values = [1, 2, 3, z, z]; // as the last of four, and as what is left over
        LogExpectedImprovement.LogH(values);
        values[3].ShouldBe(expected, 2e-15 * Math.Max(1, Math.Abs(expected)));
        values[4].ShouldBe(values[3]);
        LogExpectedImprovement.Evaluate(z, 0, 1).Value.ShouldBe(values[3]);
    }

    [Fact]
    public void Value_and_slopes_are_finite_for_extreme_inputs()
    {
        foreach (var mean in new[] { -1e12, -1, 0, 1, 1e12 })
        {
            foreach (var deviation in new[] { 1e-12, 1e-6, 1, 1e6 })
            {
                var (value, meanSlope, deviationSlope) = LogExpectedImprovement.Evaluate(0, mean, deviation);
                double.IsFinite(value).ShouldBeTrue($"value at {mean}, {deviation}");
                double.IsFinite(meanSlope).ShouldBeTrue($"slope in the mean at {mean}, {deviation}");
                double.IsFinite(deviationSlope).ShouldBeTrue($"slope in the deviation at {mean}, {deviation}");
            }
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 0.3)]
    [InlineData(2, 0.8)]
    [InlineData(4, 0.1)]
    [InlineData(30, 0.5)]
    public void Slopes_are_those_of_the_value(double mean, double deviation)
    {
        var (_, meanSlope, deviationSlope) = LogExpectedImprovement.Evaluate(0, mean, deviation);
        double At(double m, double s) => LogExpectedImprovement.Evaluate(0, m, s).Value;
        const double h = 1e-6;
        meanSlope.ShouldBe((At(mean + h, deviation) - At(mean - h, deviation)) / (2 * h), 1e-5 * Math.Abs(meanSlope));
        deviationSlope.ShouldBe((At(mean, deviation + h) - At(mean, deviation - h)) / (2 * h), 1e-5 * Math.Abs(deviationSlope));
    }
}
