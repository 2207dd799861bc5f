using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Coordinator.Tests.Scripted;

namespace Orchestrator.Coordinator.Tests.Sweeps;

/// <summary>What workers print is kept beside the journal, and never matters to a sweep.</summary>
public sealed class LogTests
{
    [Fact]
    public async Task What_an_attempt_printed_is_kept_by_the_time_that_its_end_is_journaled_and_also_afterwards()
    {
        await using var harness = new CoordinatorHarness();
        var script = new Script { Prints = attempt => [Logged(harness, attempt, 1, "loading"), Logged(harness, attempt, 2, "done")] };
        var state = await harness.RunToEndAsync(Sample.Definition(trials: 1), script);
        var attempts = state.Trials[0].Folds.Select(fold => fold.Attempts[^1].Id).ToArray();
        var logs = await harness.Journal.Logs.ReadAsync(harness.Sweep, attempts);
        foreach (var attempt in attempts)
        {
            logs[attempt].Select(line => line.Text).ShouldBe(["loading", "done"]);
        }

        // Of an attempt that ended, at a sweep that has: its last words were on their way.
        var late = Logged(harness, attempts[0], 3, "late");
        await harness.AskAsync<ReportsAcknowledged>(new WorkerReports(harness.Sweep, "scripted", "other life", 1, [late]));
        (await harness.Journal.Logs.ReadAsync(harness.Sweep, attempts))[attempts[0]].Count().ShouldBe(3);
    }

    [Fact]
    public async Task Of_an_attempt_that_never_was_nothing_is_kept()
    {
        await using var harness = new CoordinatorHarness();
        await harness.RunToEndAsync(Sample.Definition(trials: 1));
        AttemptId[] strange = [new(new FoldId(0, 0), 9), new(new FoldId(7, 0), 1), new(new FoldId(0, 99), 1)];
        await harness.AskAsync<ReportsAcknowledged>(new WorkerReports(
            harness.Sweep, "scripted", "other life", 3, [.. strange.Select(attempt => Logged(harness, attempt, 1, "boo"))]));
        (await harness.Journal.Logs.ReadAsync(harness.Sweep, strange)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Logs_that_cannot_be_kept_stop_nothing()
    {
        var definition = Sample.Definition(trials: 2);
        await using var undisturbed = new CoordinatorHarness();
        var expected = Table.Of(await undisturbed.RunToEndAsync(definition));

        await using var harness = new CoordinatorHarness();
        var tried = 0;
        harness.KeepLogs = _ =>
        {
            Interlocked.Increment(ref tried);
            throw new InvalidOperationException("The table is gone.");
        };
        var script = new Script { Prints = attempt => [Logged(harness, attempt, 1, "loading")] };
        Table.Of(await harness.RunToEndAsync(definition, script)).ShouldBe(expected);
        tried.ShouldBeGreaterThan(0);
    }

    private static FoldLogged Logged(CoordinatorHarness harness, AttemptId attempt, int number, string text) =>
        new(harness.Sweep, attempt, [new LogLine(number, DateTimeOffset.UnixEpoch, text)], 100, 101);
}
