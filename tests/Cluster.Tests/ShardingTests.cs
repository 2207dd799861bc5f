using Orchestrator.Actors.Transport;
using Orchestrator.Cluster.Tests.Scripted;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Journaling;
using Orchestrator.Journal;
using Orchestrator.Sweeps.Events;

namespace Orchestrator.Cluster.Tests;

/// <summary>The sweeps of a cluster are divided among its coordinators; which one holds a sweep, or dies while it does, changes nothing in it.</summary>
public sealed class ShardingTests : IAsyncLifetime
{
    private readonly Town town = new();
    private IReadOnlyList<string> expected = [];

    public async Task InitializeAsync() => expected = await Town.UndisturbedAsync(6);

    public async Task DisposeAsync() => await town.DisposeAsync();

    [Fact]
    public async Task Sweeps_are_divided_evenly_and_run_as_one_alone_would()
    {
        await town.StandByAsync();
        await town.StandByAsync();
        var (coordinator, _) = await town.SeatAsync(others: 2);
        for (var number = 1; number <= 6; number++) coordinator.Plan(Town.Plan(6, number));
        await town.JoinAsync("one", 2, new ScriptedLauncher());
        await town.JoinAsync("two", 2, new ScriptedLauncher());
        for (var number = 1; number <= 6; number++)
        {
            Sample.Table(await town.EndInJournalAsync(number)).ShouldBe(expected, $"sweep {number}");
            (await town.EventsAsync(number)).OfType<AttemptStarted>().Count().ShouldBe(6 * 3 + 1);
        }
        Enumerable.Range(1, 6).GroupBy(number => town.HoldersOf(number).ShouldHaveSingleItem()).Select(g => g.Count()).ShouldBe([2, 2, 2]);
    }

    [Fact]
    public async Task What_happens_elsewhere_is_seen_at_the_seat_as_if_it_happened_there()
    {
        await town.StandByAsync();
        var (coordinator, _) = await town.SeatAsync(others: 1);
        coordinator.Plan(Town.Plan(2, 1));
        var news = town.Feed.Subscribe(Sample.Number(2), default);
        coordinator.Plan(Town.Plan(2, 2));
        await town.JoinAsync("node", 2, new ScriptedLauncher());
        await town.EndInJournalAsync(2);
        town.HoldersOf(2).ShouldHaveSingleItem().ShouldStartWith("standby.");
        var measured = 0;
        while (measured < 2 * 3 * 2)
        {
            if (await news.ReadAsync().AsTask().WaitAsync(Town.Patience) is not null) measured++;
        }
    }

    [Fact]
    public async Task When_a_holder_dies_its_sweep_goes_on_at_the_seat_and_what_runs_runs_on()
    {
        var (_, connection) = await town.StandByAsync();
        var (coordinator, _) = await town.SeatAsync(others: 1);
        coordinator.Plan(Town.Plan(6, 1));
        coordinator.Plan(Town.Plan(6, 2));
        var launcher = new ScriptedLauncher(attempt => attempt.Fold.Trial == 2) { Of = Sample.Number(2) };
        await town.JoinAsync("node", 3, launcher);
        var attempt = await launcher.Hanging.WaitAsync(Town.Patience);
        connection.Abort();
        await Town.UntilAsync(() => Task.FromResult(town.HoldersOf(2).Count == 2));
        launcher.Release();
        foreach (var number in new[] { 1, 2 }) Sample.Table(await town.EndInJournalAsync(number)).ShouldBe(expected);
        town.HoldersOf(2)[1].ShouldStartWith("seated.");
        var events = await town.EventsAsync(2);
        events.OfType<SweepResumed>().ShouldHaveSingleItem();
        events.OfType<AttemptFailed>().ShouldAllBe(e => e.Attempt != attempt && e.Kind == FailureKind.Interrupted);
        events.OfType<AttemptCompleted>().ShouldContain(e => e.Attempt == attempt);
        (await town.EventsAsync(1)).OfType<SweepResumed>().ShouldBeEmpty();
    }

    [Fact]
    public async Task When_the_seat_dies_its_successor_divides_the_sweeps_anew_and_what_runs_runs_on()
    {
        await town.StandByAsync();
        var (coordinator, connection) = await town.SeatAsync(others: 1);
        var successor = town.SeatAsync(others: 1);
        var launcher = new ScriptedLauncher(attempt => attempt.Fold.Trial == 2) { Of = Sample.Number(2) };
        await town.JoinAsync("node", 3, launcher);
        for (var number = 1; number <= 3; number++) coordinator.Plan(Town.Plan(6, number));
        var attempt = await launcher.Hanging.WaitAsync(Town.Patience);
        connection.Abort();
        await successor;
        launcher.Release();
        for (var number = 1; number <= 3; number++) Sample.Table(await town.EndInJournalAsync(number)).ShouldBe(expected, $"sweep {number}");
        var events = await town.EventsAsync(2);
        events.OfType<AttemptFailed>().ShouldAllBe(e => e.Attempt != attempt && e.Kind == FailureKind.Interrupted);
        events.OfType<AttemptCompleted>().ShouldContain(e => e.Attempt == attempt);
        coordinator.Superseded.IsCompleted.ShouldBeFalse(); // it is cut off and hears nothing; the journal stops it
    }

    [Theory]
    [InlineData("measurements", 5)]
    [InlineData("sweep-planned/1", 1)]
    [InlineData("trial-suggested/1", 3)]
    [InlineData("attempt-started/1", 5)]
    [InlineData("attempt-completed/1", 5)]
    [InlineData("refit-planned/1", 1)]
    [InlineData("sweep-completed/1", 1)]
    [InlineData("letter node-order/1", 5)]
    [InlineData("letter slots-wanted/1", 5)]
    [InlineData("letter slot-released/1", 5)]
    [InlineData("letter heard/1", 3)]
    [InlineData("handled letter hold/1", 1)]
    [InlineData("handled letter plan/1", 1)]
    [InlineData("handled letter slot-given/1", 5)]
    [InlineData("handled letter reported/1", 5)]
    public async Task A_holder_may_die_before_and_after_each_step(string step, int occurrence)
    {
        foreach (var afterwards in new[] { false, true })
        {
            await using var place = new Town();
            using var sabotage = new Sabotage(step, afterwards, occurrence);
            var (_, connection) = await place.StandByAsync(sabotage.Tamper, sabotage.Tamper);
            var (coordinator, _) = await place.SeatAsync(others: 1);
            await DisturbAsync(place, coordinator, sabotage, connection.Abort);
            await ShouldBeWholeAsync(place, $"the holder was killed {(afterwards ? "after" : "before")} {step}");
        }
    }

    [Theory]
    [InlineData("letter hold/1", 1)]
    [InlineData("letter slot-given/1", 5)]
    [InlineData("letter reported/1", 5)]
    [InlineData("run-fold/1", 8)]
    [InlineData("handled letter slots-wanted/1", 5)]
    [InlineData("handled letter node-order/1", 5)]
    [InlineData("handled letter heard/1", 3)]
    [InlineData("handled fold-completed/1", 8)]
    public async Task The_seat_may_die_before_and_after_each_step_with_another_holder(string step, int occurrence)
    {
        foreach (var afterwards in new[] { false, true })
        {
            await using var place = new Town();
            using var sabotage = new Sabotage(step, afterwards, occurrence);
            await place.StandByAsync();
            var (coordinator, connection) = await place.SeatAsync(sabotage.Tamper, sabotage.Tamper, others: 1);
            var successor = place.SeatAsync();
            await DisturbAsync(place, coordinator, sabotage, connection.Abort);
            await successor;
            // A sweep of which nothing was journaled yet was not accepted either.
            if (await new SweepArchive(place.Journal).LoadAsync(Sample.Number(2)) is null) continue;
            await ShouldBeWholeAsync(place, $"the seat was killed {(afterwards ? "after" : "before")} {step}");
        }
    }

    [Theory]
    [InlineData("letter slot-given/1")]
    [InlineData("letter node-order/1")]
    [InlineData("letter slot-released/1")]
    public async Task A_letter_that_comes_twice_counts_once(string manifest)
    {
        using var echo = new Sabotage(manifest, afterwards: false, occurrence: 4) { Repeats = true };
        await town.StandByAsync(echo.Tamper);
        var (coordinator, _) = await town.SeatAsync(echo.Tamper, others: 1);
        await DisturbAsync(town, coordinator, echo, () => { });
        await ShouldBeWholeAsync(town, $"{manifest} came twice");
        (await town.EventsAsync(2)).OfType<AttemptStarted>().Count().ShouldBe(6 * 3 + 1);
    }

    private static async Task DisturbAsync(Town place, Orchestrator.Coordinator.Clustered.ClusterCoordinator coordinator, Sabotage sabotage, Action kill)
    {
        await place.JoinAsync("first", 2, new ScriptedLauncher());
        await place.JoinAsync("second", 2, new ScriptedLauncher());
        coordinator.Plan(Town.Plan(6, 1));
        coordinator.Plan(Town.Plan(6, 2));
        await sabotage.Reached.WaitAsync(Town.Patience);
        kill();
    }

    private async Task ShouldBeWholeAsync(Town place, string because)
    {
        foreach (var number in new[] { 1, 2 })
        {
            Sample.Table(await place.EndInJournalAsync(number)).ShouldBe(expected, because);
            var completed = (await place.EventsAsync(number)).OfType<AttemptCompleted>().ToArray();
            completed.Select(e => e.Attempt.Fold).ShouldBeUnique(because);
            completed.Length.ShouldBe(6 * 3 + 1, because);
            (await place.EventsAsync(number)).OfType<AttemptFailed>().ShouldAllBe(e => e.Kind == FailureKind.Interrupted && e.Retry, because);
            var measured = (await new SweepArchive(place.Journal).MeasurementsAsync(Sample.Number(number)))
                .Select(row => (new AttemptId(new FoldId(row.Trial, row.Fold), row.Attempt), row.Epoch)).ToArray();
            measured.ShouldBeUnique();
            foreach (var e in completed)
                for (var epoch = 1; epoch <= e.Result.Epochs; epoch++) measured.ShouldContain((e.Attempt, epoch), because);
        }
    }
}
