using Orchestrator.Cli.Rendering;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps.Progress;
using Orchestrator.Sweeps.Views;

namespace Orchestrator.Cli.Tests.Rendering;

/// <summary>Curves in a line of text, for who sits at a terminal.</summary>
public sealed class SweepCurvesTests
{
    [Fact]
    public void On_a_terminal_the_course_of_the_best_score_and_of_what_runs_is_drawn()
    {
        var story = Running();
        var shown = Paper.Of(tables => tables.Print(story.State, story.Measurements), 120, live: true);
        shown.ShouldContain("Best so far  ▁█  accuracy 0.9100 to 0.9437");
        shown.ShouldContain("trial 2 fold 0  ▁▅█  accuracy 0.7000 at epoch 3");
    }

    [Fact]
    public void A_terminal_without_block_characters_has_them_of_ascii()
    {
        var story = Running();
        var shown = Paper.Of(tables => tables.Print(story.State, story.Measurements), 120, live: true, unicode: false);
        shown.ShouldContain("Best so far  .@  accuracy");
        shown.ShouldContain("trial 2 fold 0  .+@  accuracy");
        var trial = TrialViews.Details(story.State, 0, [.. story.Measurements.Where(row => row.Trial == 0)]);
        Paper.Of(tables => tables.Print(trial), 140, unicode: false).ShouldNotContain("█");
    }

    [Fact]
    public void Where_nobody_sits_nothing_is_drawn() =>
        Paper.Of(tables => tables.Print(Running().State, Running().Measurements), 120).ShouldNotContain("Best so far");

    [Fact]
    public void A_live_display_hears_the_curve_of_what_runs_and_forgets_it_with_the_attempt()
    {
        var story = Running();
        var progress = new SweepProgress(TimeProvider.System);
        progress.See(story.State);
        var lease = story.State.Leased().Single().Lease!.Id;
        foreach (var value in new[] { 0.5, 0.6 })
        {
            progress.See(new EpochMeasured(story.State.Id, lease, 1, new Dictionary<string, double> { ["validation/accuracy"] = value }));
        }

        progress.CurveOf(lease.Fold).ShouldBe([0.5, 0.6]);
        story.Complete(lease, 0.6);
        progress.See(story.State);
        progress.CurveOf(lease.Fold).ShouldBeEmpty();
    }

    [Fact]
    public void Logs_are_written_once_as_they_grow()
    {
        var at = new DateTimeOffset(2026, 1, 1, 6, 0, 0, TimeSpan.Zero);
        var attempt = new AttemptRow(1, "local/0", at, null, null, null);
        TrialLog Log(int lines, bool open) => new(new("splice-1"), 3, open,
            [new AttemptLog("0", attempt, [.. Enumerable.Range(1, lines).Select(k => new LogLine(k, at, $"line {k}"))])]);
        var output = new StringWriter { NewLine = "\n" };
        var text = new LogText(output, json: false);
        text.Write(Log(0, true), more: true);
        output.ToString().ShouldBe("");
        text.Write(Log(1, true), more: true);
        text.Write(Log(1, true), more: true);
        text.Write(Log(2, false), more: false);
        var time = at.ToLocalTime().ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
        output.ToString().ShouldBe($"trial 3 fold 0, attempt 1 on local/0, –: running\n{time}  line 1\n{time}  line 2\n");
    }

    private static Story Running()
    {
        var story = Story.Begin();
        story.Suggest(0.001, 64, "max");
        story.Run(0, 0.9, 0.92);
        story.Suggest(0.002, 64, "max");
        story.Run(1, 0.95, 0.9375);
        story.Suggest(0.003, 64, "max");
        var attempt = story.Start(2, 0);
        story.Measurements.AddRange(new[] { 0.5, 0.6, 0.7 }.Select((value, k) => new MeasurementRow(
            story.State.Id, 2, 0, attempt.Attempt, k + 1, "validation/accuracy", value)));
        return story;
    }
}
