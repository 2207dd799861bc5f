using System.Runtime.Intrinsics;
using MathNet.Numerics;
using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Tests.Surrogates;

public sealed class NormalTailTests
{
    // log Phi(z) and phi(z) / Phi(z), evaluated with 40 digits.
    [Theory]
    [InlineData(6, -9.8658764552437573e-10, 6.0758828558176764e-9)]
    [InlineData(1, -0.17275377902344989, 0.28759997093917836)]
    [InlineData(0.3, -0.4814101615884812, 0.61722085361273444)]
    [InlineData(0, -0.69314718055994531, 0.79788456080286536)]
    [InlineData(-1e-3, -0.69394538346696518, 0.79852128956291138)]
    [InlineData(-1, -1.8410216450092635, 1.5251352761609812)]
    [InlineData(-4.9, -14.551182689355311, 5.0898286001298833)]
    [InlineData(-5.1, -15.588487091871468, 5.2832876169091574)]
    [InlineData(-30, -454.3212439563432, 30.033259667433677)]
    [InlineData(-1000, -500007.82669481218, 1000.000999998)]
    [InlineData(-1e8, -5000000000000019.3, 100000000.00000001)]
    public void Logarithms_of_probabilities_agree_with_arithmetic_of_forty_digits(double z, double expected, double slope)
    {
        // As the first of four, and of what is left over.
        double[] values = [z, 1, 2, 3, z], slopes = new double[5];
        NormalTail.LogCumulative(values, slopes);
        values[0].ShouldBe(expected, 2e-15 * Math.Max(1, Math.Abs(expected)));
        slopes[0].ShouldBe(slope, 1e-14 * slope);
        (values[4], slopes[4]).ShouldBe((values[0], slopes[0]));
        double[] alone = [z];
        NormalTail.LogCumulative(alone);
        alone[0].ShouldBe(values[0]);
    }

    [Fact]
    public void The_ratio_is_that_of_the_tail_to_the_density_and_the_remainder_what_it_lacks()
    {
        for (var d = 0.0; d < 8; d += 0.01)
        {
            var (ratio, remainder) = NormalTail.At(Vector256.Create(d));
            var expected = 0.5 * SpecialFunctions.Erfc(d / Constants.Sqrt2) * Math.Exp(0.5 * d * d + NormalTail.LogSqrtTwoPi);
            ratio[0].ShouldBe(expected, 1e-13 * expected);
            remainder[0].ShouldBe(1 - d * expected, 1e-12); // that cancels where the ratio does not
        }
    }

    [Fact]
    public void Far_away_both_are_their_asymptotes()
    {
        foreach (var d in new[] { 1e5, 1e10, 1e100, 1e300 })
        {
            var (ratio, remainder) = NormalTail.At(Vector256.Create(d));
            var at = Math.Min(d, 1e150);
            (ratio[0] * at).ShouldBe(1, 1e-9);
            (remainder[0] * at * at).ShouldBe(1, 1e-9);
        }
    }
}
