using Orchestrator.Cli.Screens;
using Orchestrator.Cli.Tests.Rendering;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Tests.Screens;

public sealed class EventLineTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;

    [Theory]
    [InlineData(1, "1 trial x 2 folds")]
    [InlineData(3, "3 trials x 2 folds")]
    public void A_plan_counts_its_trials(int trials, string expected) =>
        Line(new SweepPlanned(new SweepId("splice-1"), Story.Definition(trials), "abc", At)).ShouldContain(expected);

    [Theory]
    [InlineData(1, "after 1 trial")]
    [InlineData(2, "after 2 trials")]
    public void An_early_end_counts_its_trials(int trials, string expected)
    {
        Line(new SearchExhausted(trials, At)).ShouldEndWith(expected);
        Line(new SearchStopped(trials, "Enough.", At)).ShouldContain($"{expected}: ");
    }

    private static string Line(SweepEvent happened) => EventLine.Of(happened, SweepState.Empty, null).ShouldNotBeNull();
}
