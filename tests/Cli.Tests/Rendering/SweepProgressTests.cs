using Orchestrator.Cli.Rendering;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Progress;

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
    public void What_is_left_takes_what_was_done_has_taken()
    {
        var story = Story.Begin();
        clock.Set(story.Now);
        var progress = new SweepProgress(clock);
        story.Suggest(0.001, 16, "max");
        story.Run(0, 0.5, 0.5); // a minute each
        clock.Set(story.Now);
        progress.See(story.State);
        // two trials of two folds, and a refit of 3 epochs of 4 on twice the rows
        progress.Remaining!.Value.TotalMinutes.ShouldBe(4 + 1.5, 0.01);
        progress.TrialsEnded.ShouldBe(1);
    }

    [Fact]
    public void Trials_ahead_are_like_the_latest_and_those_that_wait_like_their_neighbours()
    {
        var story = Story.Begin(trials: 4);
        story.Suggest(0.001, 16, "max");
        story.Run(0, 0.5, 0.5);
        story.Suggest(0.001, 60000, "max");
        for (var fold = 0; fold < 2; fold++)
        {
            var attempt = story.Start(1, fold);
            story.Wait(9);
            story.Complete(attempt, 0.6);
        }

        clock.Set(story.Now);
        var progress = new SweepProgress(clock); // resumed: what was done before tells all the same
        progress.See(story.State);
        // Two trials like the second, which took ten minutes a fold, rather than the mean of 5.5.
        progress.Remaining!.Value.TotalMinutes.ShouldBe(4 * (3 * 10 + 2 * 1) / 5.0 + 15, 0.01);

        story.Suggest(0.001, 59000, "max");
        progress.See(story.State);
        progress.Remaining!.Value.TotalMinutes.ShouldBeGreaterThan(4 * 5.5);
    }

    [Fact]
    public void A_fold_that_runs_tells_by_its_epochs_how_long_it_is()
    {
        var story = Story.Begin(trials: 2, folds: 2);
        story.Suggest(0.001, 16, "max");
        story.Run(0, 0.5, 0.5);
        story.Suggest(0.001, 60000, "max");
        var attempt = story.Start(1, 0);
        story.Wait(9);
        clock.Set(story.Now);
        var progress = new SweepProgress(clock);
        progress.See(story.State);
        var before = progress.Remaining!.Value;
        progress.See(new EpochMeasured(story.State.Id, attempt, 1, new Dictionary<string, double>()));
        (progress.Remaining!.Value - before).TotalMinutes.ShouldBe(30, 0.01); // three more epochs of ten minutes
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

        public void Set(DateTimeOffset time) => now = time;

        public void Advance(double seconds) => now += TimeSpan.FromSeconds(seconds);

        public override DateTimeOffset GetUtcNow() => now;
    }
}
