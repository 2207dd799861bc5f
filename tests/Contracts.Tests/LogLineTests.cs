using Orchestrator.Contracts.Trials;

namespace Orchestrator.Contracts.Tests;

/// <summary>What workers print, made fit for databases and terminals.</summary>
public sealed class LogLineTests
{
    [Theory]
    [InlineData("plain\ttext ☠ 🧬", "plain\ttext ☠ 🧬")]
    [InlineData("\u001b[1;31mred\u001b[0m and \u001b[2Kgone", "red and gone")]
    [InlineData("\u001b]0;title\u0007", "\uFFFD]0;title\uFFFD")]
    [InlineData("\u001b[31", "\uFFFD[31")]
    [InlineData("null \0 and bell \a", "null \uFFFD and bell \uFFFD")]
    public void Colours_and_control_characters_go(string printed, string kept) => LogLine.Clean(printed).ShouldBe(kept);

    [Fact]
    public void Half_a_character_is_replaced() => LogLine.Clean("a\uD83Eb").ShouldBe("a\uFFFDb");

    [Fact]
    public void What_is_too_long_is_cut_and_says_so()
    {
        LogLine.Clean(new string('x', 999)).Length.ShouldBe(999);
        var cut = LogLine.Clean(new string('x', 5000));
        (cut.Length, cut[^1]).ShouldBe((LogLine.Longest, '…'));
        LogLine.Clean(string.Concat(Enumerable.Repeat("🧬", 5000))).Length.ShouldBeLessThanOrEqualTo(LogLine.Longest + 1);
    }
}
