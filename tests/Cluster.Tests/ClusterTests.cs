using Orchestrator.Actors;
using Orchestrator.Cluster.Tests.Scripted;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Clustered;
using Orchestrator.Coordinator.Journaling;
using Orchestrator.Sweeps.Events;
using Orchestrator.Sweeps.State;

namespace Orchestrator.Cluster.Tests;

public sealed class ClusterTests : IAsyncLifetime
{
    private readonly Town town = new();
    private IReadOnlyList<string> expected = [];

    public async Task InitializeAsync()
    {
        expected = await Town.UndisturbedAsync(6);
        expected.Count.ShouldBe(7);
    }

    public async Task DisposeAsync() => await town.DisposeAsync();

    [Fact]
    public async Task Nodes_on_other_machines_give_the_same_table_as_one()
    {
        await town.JoinAsync("early", 2, new ScriptedLauncher());
        var (coordinator, _) = await town.SeatAsync();
        await town.JoinAsync("late", 2, new ScriptedLauncher());
        coordinator.Plan(Town.Plan(6));
        var state = await town.EndAsync();
        Sample.Table(state).ShouldBe(expected);
        (await town.EventsAsync()).OfType<AttemptCompleted>().Count().ShouldBe(6 * 3 + 1);
    }

    [Fact]
    public async Task What_a_dead_node_ran_is_run_by_another_and_the_journal_says_why()
    {
        var (coordinator, _) = await town.SeatAsync();
        var doomed = new ScriptedLauncher(attempt => attempt.Fold.Trial == 1);
        var (_, connection) = await town.JoinAsync("doomed", 2, doomed);
        coordinator.Plan(Town.Plan(6));
        await doomed.Hanging.WaitAsync(Town.Patience);
        connection.Abort();
        await town.JoinAsync("heir", 2, new ScriptedLauncher());
        Sample.Table(await town.EndAsync()).ShouldBe(expected);
        (await town.EventsAsync()).OfType<AttemptFailed>().ShouldContain(e => e.Kind == FailureKind.Crashed && e.Reason == "Node 'doomed' is gone." && e.Retry);
    }

    [Fact]
    public async Task A_node_that_takes_its_leave_interrupts_and_fails_nothing()
    {
        var (coordinator, _) = await town.SeatAsync();
        var launcher = new ScriptedLauncher(attempt => attempt.Fold.Trial == 1);
        var (node, _) = await town.JoinAsync("leaving", 2, launcher);
        coordinator.Plan(Town.Plan(6));
        await launcher.Hanging.WaitAsync(Town.Patience);
        await node.LeaveAsync().WaitAsync(Town.Patience);
        await node.DisposeAsync();
        await town.JoinAsync("heir", 2, new ScriptedLauncher());
        Sample.Table(await town.EndAsync()).ShouldBe(expected);
        var failures = (await town.EventsAsync()).OfType<AttemptFailed>().ToArray();
        failures.ShouldNotBeEmpty();
        failures.ShouldAllBe(e => e.Kind == FailureKind.Interrupted && e.Retry);
    }

    [Fact]
    public async Task A_standby_takes_the_seat_of_a_dead_coordinator_and_what_runs_runs_on()
    {
        var (coordinator, connection) = await town.SeatAsync();
        var launcher = new ScriptedLauncher(attempt => attempt.Fold.Trial == 2);
        await town.JoinAsync("node", 2, launcher);
        var standby = town.SeatAsync();
        coordinator.Plan(Town.Plan(6));
        var attempt = await launcher.Hanging.WaitAsync(Town.Patience);
        standby.IsCompleted.ShouldBeFalse();
        connection.Abort();
        await standby;
        launcher.Release();
        Sample.Table(await town.EndAsync()).ShouldBe(expected);
        var events = await town.EventsAsync();
        events.OfType<SweepResumed>().ShouldHaveSingleItem();
        // What runs runs on. An order that was on its way when the coordinator died is given again.
        events.OfType<AttemptFailed>().ShouldAllBe(e => e.Attempt != attempt && e.Kind == FailureKind.Interrupted);
        events.OfType<AttemptCompleted>().ShouldContain(e => e.Attempt == attempt);
        events.OfType<AttemptCompleted>().Count().ShouldBe(6 * 3 + 1);
    }

    [Fact]
    public async Task What_ran_on_a_node_that_died_with_the_coordinator_is_taken_back_after_a_lease()
    {
        var (coordinator, connection) = await town.SeatAsync();
        var launcher = new ScriptedLauncher(attempt => attempt.Fold.Trial == 2);
        var (_, doomed) = await town.JoinAsync("doomed", 2, launcher);
        coordinator.Plan(Town.Plan(6));
        var attempt = await launcher.Hanging.WaitAsync(Town.Patience);
        doomed.Abort();
        connection.Abort();
        await town.JoinAsync("heir", 2, new ScriptedLauncher());
        await town.SeatAsync();
        Sample.Table(await town.EndAsync()).ShouldBe(expected);
        (await town.EventsAsync()).OfType<AttemptFailed>().ShouldContain(e =>
            e.Attempt == attempt && e.Kind == FailureKind.Interrupted && e.Reason == "The coordinator changed, and node 'doomed' has not come forward since.");
    }

    [Theory]
    [InlineData("run-fold/1")]
    [InlineData("fold-completed/1")]
    public async Task A_message_that_is_lost_for_good_costs_an_attempt_and_not_the_sweep(string manifest)
    {
        var loss = new Sabotage(manifest, afterwards: false, occurrence: 4) { Loses = true };
        var (coordinator, _) = await town.SeatAsync(loss.Tamper);
        await town.JoinAsync("node", 2, new ScriptedLauncher(), loss.Tamper);
        coordinator.Plan(Town.Plan(6));
        await loss.Reached.WaitAsync(Town.Patience);
        Sample.Table(await town.EndAsync()).ShouldBe(expected);
        (await town.EventsAsync()).OfType<AttemptFailed>().ShouldAllBe(e => e.Kind == FailureKind.Interrupted && e.Reason == "Node 'node' does not run it.");
        (await town.EventsAsync()).OfType<AttemptFailed>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_node_that_comes_back_in_a_new_life_has_lost_its_work()
    {
        var (coordinator, _) = await town.SeatAsync();
        var launcher = new ScriptedLauncher(attempt => attempt.Fold.Trial == 2);
        var (_, first) = await town.JoinAsync("phoenix", 2, launcher);
        coordinator.Plan(Town.Plan(6));
        var attempt = await launcher.Hanging.WaitAsync(Town.Patience);
        first.Abort();
        await town.JoinAsync("phoenix", 2, new ScriptedLauncher());
        Sample.Table(await town.EndAsync()).ShouldBe(expected);
        (await town.EventsAsync()).OfType<AttemptFailed>().ShouldContain(e => e.Attempt == attempt && e.Retry);
    }

    [Fact]
    public async Task A_coordinator_whose_sweep_another_owns_writes_nothing_and_says_so()
    {
        var (coordinator, _) = await town.SeatAsync();
        var launcher = new ScriptedLauncher(attempt => attempt.Fold.Trial == 1);
        await town.JoinAsync("node", 1, launcher);
        coordinator.Plan(Town.Plan(6));
        await launcher.Hanging.WaitAsync(Town.Patience);
        await town.Journal.ClaimAsync(SweepArchive.PersistenceId(Sample.Sweep));
        var before = (await town.EventsAsync()).Count;
        coordinator.Cancel(new(Sample.Sweep, "Too late."));
        await town.Feed.Deposed.WaitAsync(Town.Patience);
        (await town.EventsAsync()).Count.ShouldBe(before);
    }

    [Fact]
    public async Task What_a_sweep_waits_for_is_known_until_it_waits_no_longer()
    {
        var (coordinator, _) = await town.SeatAsync();
        using var watching = new CancellationTokenSource(Town.Patience);
        var news = town.Feed.Subscribe(Sample.Sweep, watching.Token);
        coordinator.Plan(Town.Plan(6));
        while (town.Feed.Obstacle(Sample.Sweep) is null) await news.ReadAsync(watching.Token);
        town.Feed.Obstacle(Sample.Sweep).ShouldBe("no node is present");
        await town.JoinAsync("node", 2, new ScriptedLauncher());
        await town.EndAsync();
        while (town.Feed.Obstacle(Sample.Sweep) is not null) await news.ReadAsync(watching.Token);
    }

    [Fact]
    public async Task A_drain_that_was_acknowledged_outlives_the_coordinator()
    {
        var (coordinator, connection) = await town.SeatAsync();
        await town.JoinAsync("drained", 2, new ScriptedLauncher());
        await Town.KnowsAsync(coordinator, 1);
        await coordinator.DrainNodeAsync("drained", Town.Patience);
        connection.Abort();
        var (next, _) = await town.SeatAsync();
        await town.JoinAsync("other", 2, new ScriptedLauncher());
        await Town.KnowsAsync(next, 2);
        next.Plan(Town.Plan(6));
        Sample.Table(await town.EndAsync()).ShouldBe(expected);
        (await town.EventsAsync()).OfType<AttemptStarted>().ShouldAllBe(e => e.Slot.Node == "other");
    }

    [Fact]
    public async Task A_drain_of_which_the_node_has_not_heard_is_not_acknowledged()
    {
        using var loss = new Sabotage("be-drained/1", afterwards: false) { Loses = true };
        var (coordinator, _) = await town.SeatAsync(loss.Tamper);
        await town.JoinAsync("deaf", 2, new ScriptedLauncher());
        await Town.KnowsAsync(coordinator, 1);
        await Should.ThrowAsync<AskTimeoutException>(() => coordinator.DrainNodeAsync("deaf", TimeSpan.FromSeconds(1)));
        loss.Reached.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Only_one_coordinator_has_the_seat()
    {
        await town.SeatAsync();
        var second = town.SeatAsync();
        await town.JoinAsync("node", 1, new ScriptedLauncher());
        second.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_sweep_can_be_cancelled_while_folds_run()
    {
        var (coordinator, _) = await town.SeatAsync();
        var launcher = new ScriptedLauncher(attempt => attempt.Fold.Trial == 1);
        await town.JoinAsync("node", 1, launcher);
        coordinator.Plan(Town.Plan(6));
        await launcher.Hanging.WaitAsync(Town.Patience);
        coordinator.Cancel(new(Sample.Sweep, "No longer wanted."));
        var state = await town.EndAsync();
        (state.Status, state.Ending).ShouldBe((SweepStatus.Cancelled, "No longer wanted."));
        state.Leased().ShouldBeEmpty();
    }
}
