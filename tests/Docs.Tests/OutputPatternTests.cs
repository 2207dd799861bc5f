using Orchestrator.Docs.Tests.Running;

namespace Orchestrator.Docs.Tests;

public sealed class OutputPatternTests
{
    [Theory]
    [InlineData("one|two", "one|two", true)]
    [InlineData("one|two", "one|two|three", false)]
    [InlineData("one|two", "one", false)]
    [InlineData("one|...", "one|two|three", true)]
    [InlineData("...|three", "one|two|three", true)]
    [InlineData("...|two", "one|two|three", false)]
    [InlineData("one|...|three", "one|three", true)]
    [InlineData("took [..] s of [..]", "took 1.5 s of 3", true)]
    [InlineData("took [..] s", "took 1.5 min", false)]
    [InlineData("a.c", "abc", false)]
    [InlineData("one", "one  ", true)]
    public void Dots_stand_for_lines_and_for_text(string pattern, string printed, bool fits) =>
        (OutputPattern.Difference(pattern.Split('|'), printed.Split('|')) is null).ShouldBe(fits);
}
