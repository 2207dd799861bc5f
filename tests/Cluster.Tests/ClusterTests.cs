using Akka.Actor;
using Orchestrator.Cluster.Tests.Scripted;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Sweeps;

namespace Orchestrator.Cluster.Tests;

/// <summary>What coordinators and nodes make of each other's deaths, departures and lost messages.</summary>
public sealed class ClusterTests : IAsyncLifetime
{
    private TestCluster cluster = null!;
    private IReadOnlyList<string> expected = [];

    public async Task InitializeAsync()
    {
        expected = await TestCluster.UndisturbedAsync(6);
        expected.Count.ShouldBe(7);
        cluster = await TestCluster.CreateAsync();
    }

    public async Task DisposeAsync() => await cluster.DisposeAsync();

    [Fact]
    public async Task Nodes_on_other_machines_give_the_same_table_as_one()
    {
        cluster.Join("early", 2, new ScriptedLauncher());
        var coordinator = cluster.Coordinate();
        cluster.Join("late", 2, new ScriptedLauncher());
        coordinator.Tell(TestCluster.Begin(6));
        Sample.Table(await cluster.EndAsync()).ShouldBe(expected);
        (await cluster.EventsAsync()).OfType<AttemptCompleted>().Count().ShouldBe(6 * 3 + 1);
    }

    [Fact]
    public async Task What_a_dead_node_ran_is_run_by_another_and_the_journal_says_why()
    {
        var coordinator = cluster.Coordinate();
        var doomed = new ScriptedLauncher(attempt => attempt.Fold.Trial == 1);
        var node = cluster.Join("doomed", 2, doomed);
        coordinator.Tell(TestCluster.Begin(6));
        await doomed.Hanging.WaitAsync(TestCluster.WaitLimit);
        await node.DisposeAsync();
        cluster.Join("heir", 2, new ScriptedLauncher());
        Sample.Table(await cluster.EndAsync()).ShouldBe(expected);
        (await cluster.EventsAsync()).OfType<AttemptFailed>().ShouldContain(e =>
            e.Kind == FailureKind.Crashed && e.Reason == "Node 'doomed' has not been heard for 4 seconds." && e.Retry);
    }

    [Fact]
    public async Task What_workers_printed_is_kept_also_over_the_death_of_the_coordinator()
    {
        var coordinator = cluster.Coordinate();
        var launcher = new ScriptedLauncher(attempt => attempt.Fold.Trial == 2);
        cluster.Join("node", 2, launcher);
        coordinator.Tell(TestCluster.Begin(6));
        await launcher.Hanging.WaitAsync(TestCluster.WaitLimit);
        await cluster.KillAsync(coordinator);
        cluster.Coordinate();
        launcher.Release();
        var state = await cluster.EndAsync();
        var attempts = state.Trials.SelectMany(trial => trial.Folds).Select(fold => fold.Attempts[^1].Id).ToArray();
        var logs = await cluster.Journal.Logs.ReadAsync(Sample.Sweep, attempts);
        attempts.ShouldAllBe(attempt => logs[attempt].Single().Text == $"{attempt} is what I do");
    }

    [Fact]
    public async Task A_node_that_takes_its_leave_interrupts_and_fails_nothing()
    {
        var coordinator = cluster.Coordinate();
        var launcher = new ScriptedLauncher(attempt => attempt.Fold.Trial == 1);
        var node = cluster.Join("leaving", 2, launcher);
        coordinator.Tell(TestCluster.Begin(6));
        await launcher.Hanging.WaitAsync(TestCluster.WaitLimit);
        await node.LeaveAsync().WaitAsync(TestCluster.WaitLimit);
        await node.DisposeAsync();
        cluster.Join("heir", 2, new ScriptedLauncher());
        Sample.Table(await cluster.EndAsync()).ShouldBe(expected);
        var failures = (await cluster.EventsAsync()).OfType<AttemptFailed>().ToArray();
        failures.ShouldNotBeEmpty();
        failures.ShouldAllBe(e => e.Kind == FailureKind.Interrupted && e.Retry);
    }

    [Fact]
    public async Task A_successor_takes_over_from_a_dead_coordinator_and_what_runs_runs_on()
    {
        var coordinator = cluster.Coordinate();
        var launcher = new ScriptedLauncher(attempt => attempt.Fold.Trial == 2);
        cluster.Join("node", 2, launcher);
        coordinator.Tell(TestCluster.Begin(6));
        var attempt = await launcher.Hanging.WaitAsync(TestCluster.WaitLimit);
        await cluster.KillAsync(coordinator);
        cluster.Coordinate();
        launcher.Release();
        Sample.Table(await cluster.EndAsync()).ShouldBe(expected);
        var events = await cluster.EventsAsync();
        events.OfType<SweepResumed>().ShouldHaveSingleItem();
        // What runs runs on. An order that was on its way when the coordinator died is given again.
        events.OfType<AttemptFailed>().ShouldAllBe(e => e.Attempt != attempt && e.Kind == FailureKind.Interrupted);
        events.OfType<AttemptCompleted>().ShouldContain(e => e.Attempt == attempt);
        events.OfType<AttemptCompleted>().Count().ShouldBe(6 * 3 + 1);
    }

    [Fact]
    public async Task What_ran_on_a_node_that_died_with_the_coordinator_is_taken_back_after_a_lease()
    {
        var coordinator = cluster.Coordinate();
        var launcher = new ScriptedLauncher(attempt => attempt.Fold.Trial == 2);
        var doomed = cluster.Join("doomed", 2, launcher);
        coordinator.Tell(TestCluster.Begin(6));
        var attempt = await launcher.Hanging.WaitAsync(TestCluster.WaitLimit);
        await doomed.DisposeAsync();
        await cluster.KillAsync(coordinator);
        cluster.Join("heir", 2, new ScriptedLauncher());
        cluster.Coordinate();
        Sample.Table(await cluster.EndAsync()).ShouldBe(expected);
        (await cluster.EventsAsync()).OfType<AttemptFailed>().ShouldContain(e =>
            e.Attempt == attempt && e.Kind == FailureKind.Interrupted
                && e.Reason == "The scheduler changed, and node 'doomed' has not come forward since.");
    }

    [Fact]
    public async Task An_order_that_is_lost_costs_an_attempt_and_not_the_sweep()
    {
        using var loss = new FaultInjector("run-fold/2", afterwards: false, occurrence: 4) { Loses = true };
        var coordinator = cluster.Coordinate(loss);
        cluster.Join("node", 2, new ScriptedLauncher());
        coordinator.Tell(TestCluster.Begin(6));
        await cluster.ReachedAsync(loss);
        Sample.Table(await cluster.EndAsync()).ShouldBe(expected);
        (await cluster.EventsAsync()).OfType<AttemptFailed>().ShouldHaveSingleItem().Reason.ShouldBe("Node 'node' does not run it.");
    }

    [Theory]
    [InlineData(nameof(FoldCompleted))]
    [InlineData("reports-acknowledged/1")]
    public async Task A_report_or_its_acknowledgement_that_is_lost_costs_nothing(string manifest)
    {
        using var loss = new FaultInjector(manifest, afterwards: false, occurrence: 4) { Loses = true };
        var coordinator = cluster.Coordinate(loss);
        cluster.Join("node", 2, new ScriptedLauncher());
        coordinator.Tell(TestCluster.Begin(6));
        await cluster.ReachedAsync(loss);
        Sample.Table(await cluster.EndAsync()).ShouldBe(expected);
        var events = await cluster.EventsAsync();
        events.OfType<AttemptFailed>().ShouldBeEmpty();
        events.OfType<ResultRejected>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_node_that_comes_back_in_a_new_life_has_lost_its_work()
    {
        var coordinator = cluster.Coordinate();
        var launcher = new ScriptedLauncher(attempt => attempt.Fold.Trial == 2);
        var first = cluster.Join("phoenix", 2, launcher);
        coordinator.Tell(TestCluster.Begin(6));
        var attempt = await launcher.Hanging.WaitAsync(TestCluster.WaitLimit);
        await first.DisposeAsync();
        cluster.Join("phoenix", 2, new ScriptedLauncher());
        Sample.Table(await cluster.EndAsync()).ShouldBe(expected);
        (await cluster.EventsAsync()).OfType<AttemptFailed>().ShouldContain(e => e.Attempt == attempt && e.Retry);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused_and_its_owner_works_on()
    {
        var coordinator = cluster.Coordinate();
        cluster.Join("twin", 2, new ScriptedLauncher());
        await TestCluster.KnowsAsync(coordinator, 1);
        var second = cluster.Join("twin", 2, new ScriptedLauncher());
        (await second.Refused.WaitAsync(TestCluster.WaitLimit)).ShouldContain("choose another --name");
        await second.DisposeAsync();
        coordinator.Tell(TestCluster.Begin(6));
        Sample.Table(await cluster.EndAsync()).ShouldBe(expected);
        (await cluster.EventsAsync()).OfType<AttemptFailed>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_coordinator_whose_sweep_another_owns_writes_nothing_and_says_so()
    {
        var coordinator = cluster.Coordinate();
        var launcher = new ScriptedLauncher(attempt => attempt.Fold.Trial == 1);
        cluster.Join("node", 1, launcher);
        coordinator.Tell(TestCluster.Begin(6));
        await launcher.Hanging.WaitAsync(TestCluster.WaitLimit);
        cluster.Coordinate(); // while the first one lives
        await TestCluster.UntilAsync(async () => (await cluster.EventsAsync()).OfType<OwnerClaimed>().Count() == 2);
        coordinator.Tell(new CancelSweepRequest(Sample.Sweep, "Too late."));
        await cluster.Stopped;
        launcher.Release();
        Sample.Table(await cluster.EndAsync()).ShouldBe(expected);
        (await cluster.EventsAsync()).OfType<SweepCancelled>().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_sweep_waits_for_is_known_until_it_waits_no_longer()
    {
        var coordinator = cluster.Coordinate();
        coordinator.Tell(TestCluster.Begin(6));
        await TestCluster.UntilAsync(() => Task.FromResult(!cluster.Waited.IsEmpty));
        cluster.Join("node", 2, new ScriptedLauncher());
        await cluster.EndAsync();
        cluster.Waited.ShouldBe(["no node is present", null]);
    }

    [Fact]
    public async Task A_drain_that_was_acknowledged_outlives_the_coordinator()
    {
        var coordinator = cluster.Coordinate();
        cluster.Join("drained", 2, new ScriptedLauncher());
        await TestCluster.KnowsAsync(coordinator, 1);
        await coordinator.DrainAsync("drained", TestCluster.WaitLimit);
        await cluster.KillAsync(coordinator);
        var next = cluster.Coordinate();
        cluster.Join("other", 2, new ScriptedLauncher());
        await TestCluster.KnowsAsync(next, 2);
        next.Tell(TestCluster.Begin(6));
        Sample.Table(await cluster.EndAsync()).ShouldBe(expected);
        (await cluster.EventsAsync()).OfType<AttemptStarted>().ShouldAllBe(e => e.Slot.Node == "other");
    }

    [Fact]
    public async Task A_drain_of_which_the_node_has_not_heard_is_not_acknowledged()
    {
        using var loss = new FaultInjector("be-drained/1", afterwards: false) { Loses = true };
        var coordinator = cluster.Coordinate(loss);
        cluster.Join("deaf", 2, new ScriptedLauncher());
        await TestCluster.KnowsAsync(coordinator, 1);
        await Should.ThrowAsync<AskTimeoutException>(() => coordinator.DrainAsync("deaf", TimeSpan.FromSeconds(1)));
        loss.Reached.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_sweep_can_be_cancelled_while_folds_run()
    {
        var coordinator = cluster.Coordinate();
        var launcher = new ScriptedLauncher(attempt => attempt.Fold.Trial == 1);
        cluster.Join("node", 1, launcher);
        coordinator.Tell(TestCluster.Begin(6));
        await launcher.Hanging.WaitAsync(TestCluster.WaitLimit);
        coordinator.Tell(new CancelSweepRequest(Sample.Sweep, "No longer wanted."));
        var state = await cluster.EndAsync();
        (state.Status, state.Ending).ShouldBe((SweepStatus.Cancelled, "No longer wanted."));
        state.Leased().ShouldBeEmpty();
    }
}
