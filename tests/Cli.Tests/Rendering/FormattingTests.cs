using Orchestrator.Cli.Rendering;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Spelling;

namespace Orchestrator.Cli.Tests.Rendering;

public sealed class FormattingTests
{
    [Theory]
    [InlineData(0.95, "0.9500")]
    [InlineData(0.949321, "0.9493")]
    [InlineData(0.99996, "1.000")]
    [InlineData(1.0, "1.000")]
    [InlineData(12.3456, "12.35")]
    [InlineData(-0.5, "-0.5000")]
    [InlineData(123456, "123456")]
    [InlineData(0.00012345, "0.0001234")]
    [InlineData(0.000012344, "1.234E-5")]
    [InlineData(1.5e9, "1.500E+9")]
    [InlineData(0.0, "0.000")]
    [InlineData(double.NaN, "NaN")]
    public void A_score_has_four_significant_digits(double value, string text) => Foreign.Run(() => NumberText.Score(value)).ShouldBe(text);

    [Theory]
    [InlineData(0.9493, 0.0102, "0.9493 ± 0.0102")]
    [InlineData(0.9493, 0.0, "0.9493 ± 0.0000")]
    [InlineData(0.9493, 0.0000021, "0.9493 ± 2.1E-6")]
    [InlineData(12.5, 3.14159, "12.50 ± 3.14")]
    [InlineData(1.5e9, 2e6, "1.500E+9 ± 2.000E+6")]
    public void A_spread_has_the_decimals_of_its_mean(double mean, double deviation, string text) =>
        Foreign.Run(() => Formatting.Spread(mean, deviation)).ShouldBe(text);

    [Fact]
    public void What_is_not_there_yet_is_a_dash()
    {
        NumberText.Score(null).ShouldBe("–");
        Formatting.Spread(null, null).ShouldBe("–");
        Formatting.Duration(null).ShouldBe("–");
        Formatting.Count(null).ShouldBe("–");
    }

    [Theory]
    [InlineData(64, "64")]
    [InlineData(20000, "20000")]
    [InlineData(0.00123456, "0.001235")]
    [InlineData(0.1, "0.1")]
    [InlineData(1e-7, "1E-07")]
    public void A_setting_is_as_short_as_it_can_be(double value, string text) =>
        Foreign.Run(() => NumberText.Value(ParameterValue.Of(value))).ShouldBe(text);

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(8.24, "8.2 s")]
    [InlineData(59.97, "1 min 00 s")]
    [InlineData(3599.7, "1 h 00 min")]
    [InlineData(200, "3 min 20 s")]
    [InlineData(7500, "2 h 05 min")]
    [InlineData(360000, "100 h 00 min")]
    public void A_duration_shows_what_matters(double seconds, string text) =>
        Foreign.Run(() => Formatting.Duration(TimeSpan.FromSeconds(seconds))).ShouldBe(text);

    [Fact]
    public void A_time_is_written_the_same_everywhere() =>
        Foreign.Run(() => Formatting.Time(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)))
            .ShouldMatch(@"^2026-01-0[123] \d\d:\d\d$");
}
