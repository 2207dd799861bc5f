using Orchestrator.Cli.Rendering;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Tests.Rendering;

public sealed class SweepProgressTests
{
    private readonly Clock clock = new();

    [Fact]
    public void Before_the_first_fold_has_ended_nothing_is_promised()
    {
        var story = Story.Begin();
        var progress = new SweepProgress(clock);
        progress.Planned.ShouldBe(0);
        progress.See(story.State);
        clock.Advance(100);
        progress.Remaining.ShouldBeNull();
        (progress.Done, progress.Planned, progress.TrialsEnded).ShouldBe((0, 7, 0)); // 3 trials x 2 folds and the refit
    }

    [Fact]
    public void What_is_left_goes_at_the_pace_of_this_run()
    {
        var story = Story.Begin();
        story.Suggest(0.001, 16, "max");
        story.Finish(0, 0, 0.5);
        var progress = new SweepProgress(clock); // resumed: what was done before says nothing about the pace
        progress.See(story.State);
        clock.Advance(1000);
        progress.Remaining.ShouldBeNull();
        story.Finish(0, 1, 0.5);
        progress.See(story.State);
        progress.Remaining.ShouldBe(TimeSpan.FromSeconds(5 * 1000));
        progress.TrialsEnded.ShouldBe(1);
    }

    [Fact]
    public void Folds_of_a_failed_trial_are_not_waited_for()
    {
        var story = Story.Whole();
        var progress = new SweepProgress(clock);
        progress.See(story.State);
        (progress.Done, progress.Planned, progress.TrialsEnded).ShouldBe((7, 7, 3));
    }

    [Fact]
    public void An_exhausted_search_plans_no_further_trials()
    {
        var story = Story.Begin(trials: 100);
        story.Suggest(0.001, 16, "max");
        story.Run(0, 0.5, 0.5);
        story.Play(new SuggestTrial(1, null, story.Now));
        var progress = new SweepProgress(clock);
        progress.See(story.State);
        (progress.Done, progress.Planned).ShouldBe((2, 3));
    }

    [Fact]
    public void What_runs_is_shown_with_its_epoch()
    {
        var story = Story.Begin();
        story.Suggest(0.001, 16, "max");
        var attempt = story.Start(0, 1);
        var progress = new SweepProgress(clock);
        progress.See(story.State);
        progress.Running.ShouldBe([(new FoldId(0, 1), 0)]);
        progress.See(new EpochMeasured(story.State.Id, attempt, 3, new Dictionary<string, double>()));
        progress.Running.ShouldBe([(new FoldId(0, 1), 3)]);
    }

    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public void Advance(double seconds) => now += TimeSpan.FromSeconds(seconds);

        public override DateTimeOffset GetUtcNow() => now;
    }
}
