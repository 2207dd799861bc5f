using Orchestrator.Cli.Rendering;

namespace Orchestrator.Cli.Tests.Rendering;

public sealed class SparklineTests
{
    [Fact]
    public void A_rising_curve_rises() => Sparkline.Of([0, 1, 2, 3, 4, 5, 6, 7]).ShouldBe("▁▂▃▄▅▆▇█");

    [Fact]
    public void Without_block_characters_it_rises_too() =>
        Sparkline.Of([0, 1, 2, 3, 4, 5, 6, 7], unicode: false).ShouldBe(".:-=+*#@");

    [Fact]
    public void A_flat_curve_is_flat() => Sparkline.Of([0.5, 0.5, 0.5]).ShouldBe("▅▅▅");

    [Fact]
    public void What_is_not_finite_is_told_apart() => Sparkline.Of([0, double.NaN, 1]).ShouldBe("▁?█");

    [Fact]
    public void Nothing_gives_nothing()
    {
        Sparkline.Of([]).ShouldBe("");
        Sparkline.Of([double.NaN]).ShouldBe("");
    }

    [Fact]
    public void A_long_curve_is_thinned_and_ends_where_it_ends()
    {
        var line = Sparkline.Of([.. Enumerable.Range(0, 1000).Select(i => (double)i)]);
        line.Length.ShouldBe(24);
        line[0].ShouldBe('▁');
        line[^1].ShouldBe('█');
    }
}
