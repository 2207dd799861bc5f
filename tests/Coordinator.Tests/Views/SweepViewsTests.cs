using Microsoft.Extensions.Time.Testing;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Tests.Api;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Coordinator.Views;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Views;

/// <summary>What pages are told of a journal that grows meanwhile.</summary>
public sealed class SweepViewsTests : IAsyncLifetime
{
    private static readonly SweepId Sweep = new("sample-1");
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private readonly WrittenJournal journal = new();
    private readonly FakeTimeProvider clock = new(At);
    private SweepState state = SweepState.Empty;
    private SweepViews views = null!;

    public async Task InitializeAsync()
    {
        await journal.InitializeAsync();
        views = new SweepViews(journal.Database, clock);
        await PlayAsync(new PlanSweep(Sweep, Sample.Definition(folds: 2), "fingerprint", At));
    }

    public async Task DisposeAsync() => await journal.DisposeAsync();

    [Fact]
    public async Task A_sweep_that_is_not_there_is_none()
    {
        var unknown = new SweepId("nobody");
        (await views.OverviewAsync(unknown, default)).ShouldBeNull();
        (await views.TrialsAsync(unknown, new TrialQuery(), default)).ShouldBeNull();
        (await views.TrialAsync(unknown, 0, default)).ShouldBeNull();
        (await views.TrialAsync(Sweep, 0, default)).ShouldBeNull();
        (await views.FigureAsync(unknown, new FigureRequest("history"), default)).ShouldBeNull();
        (await views.ChangesAsync(unknown, Pace, default).ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_happens_is_seen_half_a_second_later()
    {
        (await views.OverviewAsync(Sweep, default))!.Trials.Completed.ShouldBe(0);
        await RunTrialAsync(0.25);
        (await views.OverviewAsync(Sweep, default))!.Trials.Completed.ShouldBe(0);
        clock.Advance(TimeSpan.FromMilliseconds(501));
        (await views.OverviewAsync(Sweep, default))!.Trials.Completed.ShouldBe(1);
        (await views.TrialsAsync(Sweep, new TrialQuery(), default))!.Rows.ShouldHaveSingleItem().Scores[0].Mean.ShouldBe(0.25);
    }

    [Fact]
    public async Task A_running_fold_is_shown_with_its_last_epoch()
    {
        await SuggestAsync();
        var attempt = await StartAsync(0, 0);
        await journal.Database.Measurements.AppendAsync(
            [new(Sweep, 0, 0, attempt.Attempt, 3, "validation/score", 0.5), new(Sweep, 0, 0, attempt.Attempt, 2, "validation/score", 0.4)]);
        (await views.OverviewAsync(Sweep, default))!.Running.ShouldHaveSingleItem().Epoch.ShouldBe(3);
        (await views.TrialAsync(Sweep, 0, default))!.Folds[0].Curve.Select(p => p.Value).ShouldBe([0.4, 0.5]);
    }

    [Fact]
    public async Task A_viewer_is_woken_by_each_change_and_let_go_at_the_end()
    {
        await using var changes = views.ChangesAsync(Sweep, Pace, default).GetAsyncEnumerator();
        (await changes.MoveNextAsync()).ShouldBeTrue();
        var first = changes.Current;
        var next = changes.MoveNextAsync().AsTask();
        await RunTrialAsync(0.25);
        await TimePassesUntil(next);
        (await next).ShouldBeTrue();
        changes.Current.ShouldBeGreaterThan(first);

        next = changes.MoveNextAsync().AsTask();
        await PlayAsync(new CancelSweep("enough", At));
        await TimePassesUntil(next);
        (await next).ShouldBeTrue();
        (await changes.MoveNextAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_figure_is_made_once_for_all_who_look_and_anew_after_a_change()
    {
        await RunTrialAsync(0.25);
        var request = new FigureRequest("history");
        var figure = await views.FigureAsync(Sweep, request, default);
        (await views.FigureAsync(Sweep, request with { }, default)).ShouldBeSameAs(figure);
        await RunTrialAsync(0.5);
        clock.Advance(Pace);
        (await views.FigureAsync(Sweep, request, default)).ShouldNotBeSameAs(figure);
    }

    [Fact]
    public async Task A_figure_that_shows_too_little_is_a_sentence()
    {
        (await Should.ThrowAsync<UserError>(() => views.FigureAsync(Sweep, new FigureRequest("history"), default))).Message
            .ShouldContain("'history' needs 1 or more");
        (await Should.ThrowAsync<UserError>(() => views.FigureAsync(Sweep, new FigureRequest("histori"), default))).Message
            .ShouldContain("Did you mean 'history'?");
    }

    [Fact]
    public async Task In_a_cluster_it_is_said_why_a_sweep_waits_and_which_nodes_there_are()
    {
        var gateway = new ScriptedGateway();
        gateway.Waiting[Sweep] = "no node has a GPU";
        gateway.Nodes.Add(new NodeStatus("b", 1, 0));
        gateway.Nodes.Add(new NodeStatus("a", 1, 1));
        var cluster = new SweepViews(journal.Database, clock, gateway);
        (await cluster.OverviewAsync(Sweep, default))!.Summary.Waiting.ShouldBe("no node has a GPU");
        (await cluster.NodesAsync(default))!.Select(n => n.Name).ShouldBe(["a", "b"]);
        (await views.NodesAsync(default)).ShouldBeNull();
    }

    [Fact]
    public async Task No_page_waits_for_a_scheduler_that_is_silent_and_hears_it_when_it_speaks()
    {
        var answer = new TaskCompletionSource();
        var gateway = new ScriptedGateway { SchedulerAnswers = answer.Task };
        gateway.Waiting[Sweep] = "no node has a GPU";
        var cluster = new SweepViews(journal.Database, clock, gateway);
        var first = cluster.OverviewAsync(Sweep, default);
        await TimePassesUntil(first); // a third of a second by the clock, at most
        (await first)!.Summary.Waiting.ShouldBeNull();
        gateway.SchedulerAsked.ShouldBe(1);

        await using var changes = cluster.ChangesAsync(Sweep, Pace, default).GetAsyncEnumerator();
        var begun = changes.MoveNextAsync().AsTask();
        await TimePassesUntil(begun);
        var next = changes.MoveNextAsync().AsTask();
        gateway.SchedulerAsked.ShouldBe(1); // it is asked already
        answer.SetResult();
        await TimePassesUntil(next);
        (await next).ShouldBeTrue();
        (await cluster.OverviewAsync(Sweep, default))!.Summary.Waiting.ShouldBe("no node has a GPU");
        (await cluster.ListAsync(default)).ShouldHaveSingleItem().Waiting.ShouldBe("no node has a GPU");
    }

    [Fact]
    public async Task A_scheduler_that_fails_fails_no_page()
    {
        var gateway = new ScriptedGateway { SchedulerAnswers = Task.FromException(new TimeoutException("It moves.")) };
        var cluster = new SweepViews(journal.Database, clock, gateway);
        (await cluster.OverviewAsync(Sweep, default))!.Summary.Waiting.ShouldBeNull();
        (await cluster.ListAsync(default)).ShouldHaveSingleItem().Sweep.ShouldBe(Sweep);
    }

    [Fact]
    public async Task An_overview_is_made_once_for_all_who_look_and_anew_after_a_change_or_some_seconds()
    {
        await RunTrialAsync(0.25);
        var overview = await views.OverviewAsync(Sweep, default);
        (await views.OverviewAsync(Sweep, default)).ShouldBeSameAs(overview);
        await RunTrialAsync(0.5);
        clock.Advance(Pace);
        var changed = await views.OverviewAsync(Sweep, default);
        changed!.Trials.Completed.ShouldBe(2);
        clock.Advance(TimeSpan.FromSeconds(6));
        (await views.OverviewAsync(Sweep, default)).ShouldNotBeSameAs(changed);
    }

    [Fact]
    public async Task Trials_are_compared_and_their_logs_are_read()
    {
        await RunTrialAsync(0.25);
        await RunTrialAsync(0.5);
        var comparison = await views.CompareAsync(
            [new(Sweep, 1), new(Sweep, 0), new(Sweep, 9), new(new SweepId("nobody"), 0), new(Sweep, 1)], default);
        comparison.Trials.Select(trial => trial.Trial).ShouldBe([1, 0]);

        var attempt = state.Trials[0].Folds[1].Attempts[0].Id;
        await journal.Database.Logs.AppendAsync([new FoldLogged(Sweep, attempt, [new LogLine(1, At, "a warning")], 100, 101)]);
        var log = (await views.LogAsync(Sweep, 0, new LogQuery(), default))!;
        log.Attempts.Select(read => (read.Fold, read.Lines.Count)).ShouldBe([("0", 0), ("1", 1)]);
        log.Open.ShouldBeFalse();
        (await views.LogAsync(Sweep, 7, new LogQuery(), default)).ShouldBeNull();
        (await Should.ThrowAsync<UserError>(() => views.LogAsync(Sweep, 0, new LogQuery("9"), default))).Message
            .ShouldContain("no fold '9'");
    }

    private async Task TimePassesUntil(Task done)
    {
        while (!done.IsCompleted)
        {
            clock.Advance(Pace);
            await Task.Yield();
        }
    }

    private async Task RunTrialAsync(double score)
    {
        var trial = await SuggestAsync();
        for (var fold = 0; fold < 2; fold++)
        {
            var attempt = await StartAsync(trial, fold);
            await PlayAsync(new CompleteAttempt(attempt, new FoldResult(score, 1, 1, new Dictionary<string, double>(), 1), At));
        }
    }

    private async Task<int> SuggestAsync()
    {
        var trial = state.Trials.Count;
        var configuration = Configuration.Empty.With("x", ParameterValue.Of(0.5)).With("n", ParameterValue.Of(2))
            .With("kind", ParameterValue.Of("a"));
        await PlayAsync(new SuggestTrial(trial, configuration, At));
        return trial;
    }

    private async Task<AttemptId> StartAsync(int trial, int fold)
    {
        await PlayAsync(new StartAttempt(new FoldId(trial, fold), new SlotId("local", 0), At));
        return state.Find(new FoldId(trial, fold))!.Lease!.Id;
    }

    private async Task PlayAsync(SweepCommand command)
    {
        var events = SweepDecider.Decide(state, command);
        state = events.Aggregate(state, SweepEvolution.Apply);
        await journal.WriteAsync(Sweep, [.. events]);
    }
}
