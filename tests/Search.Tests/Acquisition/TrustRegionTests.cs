using Orchestrator.Search.Acquisition;
using Orchestrator.Search.Encoding;

namespace Orchestrator.Search.Tests.Acquisition;

public sealed class TrustRegionTests
{
    private static readonly SpaceEncoding Twelve = new(Spaces.TwelveReal);

    [Fact]
    public void Three_improvements_in_a_row_double_it() => TrustRegion.Length([9, 8, 7], 12).ShouldBe(1.6);

    [Fact]
    public void As_many_failures_as_dimensions_halve_it() => TrustRegion.Length([1, .. Enumerable.Repeat(2.0, 12)], 12).ShouldBe(0.4);

    [Fact]
    public void Failed_trials_are_failures() => TrustRegion.Length([1, .. Enumerable.Repeat(double.NaN, 24)], 12).ShouldBe(0.2);

    [Fact]
    public void A_collapsed_region_opens_again() => TrustRegion.Length([1, .. Enumerable.Repeat(2.0, 12 * 7)], 12).ShouldBe(0.8);

    [Theory]
    [InlineData(1e6, 1)]
    [InlineData(-0.75, 1)]
    [InlineData(0, 0.0009765625)]
    public void Neither_zero_nor_the_unit_matters(double shift, double unit)
    {
        double[] losses = [.. Enumerable.Range(0, 90).Select(i => 2 + Math.Round(4096 * Math.Exp(-0.2 * i)) / 4096 + i % 2)];
        foreach (var trials in Enumerable.Range(1, losses.Length))
        {
            TrustRegion.Length([.. losses[..trials].Select(loss => unit * loss + shift)], 12)
                .ShouldBe(TrustRegion.Length(losses[..trials], 12), $"after {trials}");
        }
    }

    [Fact]
    public void In_few_dimensions_it_is_the_whole_space()
    {
        var region = TrustRegion.After(new SpaceEncoding(Spaces.Mixed), [1, 2, 3], new double[6], [1, 1, 1, 1, 1, 1]);
        region.Lower.ShouldAllBe(x => x == 0);
        region.Upper.ShouldBe([1, 1, 1, 1, 3, 1]);
    }

    [Fact]
    public void It_is_longer_along_long_length_scales_and_stays_in_the_space()
    {
        double[] centre = [.. Enumerable.Repeat(0.5, 11), 0.02], scales = [0.1, .. Enumerable.Repeat(1.0, 11)];
        var region = TrustRegion.After(Twelve, [1, .. Enumerable.Repeat(2.0, 24)], centre, scales);
        (region.Upper[0] - region.Lower[0]).ShouldBeLessThan(0.5 * (region.Upper[1] - region.Lower[1]));
        region.Lower[11].ShouldBe(0);
        region.Contains(0, 0.5).ShouldBeTrue();
        region.Contains(0, 0.9).ShouldBeFalse();
    }
}
