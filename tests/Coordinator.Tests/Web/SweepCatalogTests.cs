using NSubstitute;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Journaling;
using Orchestrator.Coordinator.Sweeping;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Coordinator.Web;
using Orchestrator.Journal;
using Orchestrator.Journal.Memory;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Events;
using Orchestrator.Sweeps.State;

namespace Orchestrator.Coordinator.Tests.Web;

public sealed class SweepCatalogTests : IAsyncLifetime
{
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;
    private readonly MemoryJournal memory = new();
    private readonly IJournal journal = Substitute.For<IJournal>();
    private readonly ISweepObserver next = Substitute.For<ISweepObserver>();
    private readonly SweepCatalog catalog;

    public SweepCatalogTests()
    {
        journal.PersistenceIdsAsync(default).ReturnsForAnyArgs(call => memory.PersistenceIdsAsync());
        journal.ReadAsync(default!).ReturnsForAnyArgs(call => memory.ReadAsync(call.ArgAt<string>(0)));
        catalog = new SweepCatalog(new SweepArchive(journal), next);
    }

    private int Readings => journal.ReceivedCalls().Count(call => call.GetMethodInfo().Name == nameof(IJournal.ReadAsync));

    public async Task InitializeAsync()
    {
        await WriteAsync("held", Planned("held"));
        await WriteAsync("ended", Planned("ended"), new SweepCancelled("enough", At));
        await WriteAsync("elsewhere", Planned("elsewhere"));
        catalog.OnChanged(State(Planned("held")), []);
    }

    public async Task DisposeAsync() => await memory.DisposeAsync();

    [Fact]
    public async Task Only_what_goes_on_elsewhere_is_read_more_than_once()
    {
        (await catalog.ListAsync()).Select(s => (s.Sweep.Value, s.Status)).ShouldBe(
            [("elsewhere", SweepStatus.Searching), ("ended", SweepStatus.Cancelled), ("held", SweepStatus.Searching)]);
        Readings.ShouldBe(2);
        await catalog.ListAsync();
        Readings.ShouldBe(3);
    }

    [Fact]
    public async Task Events_keep_it_up_to_date_without_any_reading()
    {
        var paused = new SweepPaused("anna", null, false, At);
        catalog.OnChanged(State(Planned("held"), paused), [paused]);
        (await catalog.FindAsync(new SweepId("held")))!.Pause!.By.ShouldBe("anna");
        Readings.ShouldBe(0);
    }

    [Fact]
    public async Task What_was_lost_to_another_coordinator_is_read_again()
    {
        catalog.OnDeposed(new SweepId("held"));
        (await catalog.FindAsync(new SweepId("held")))!.Id.Value.ShouldBe("held");
        Readings.ShouldBe(1);
    }

    [Fact]
    public void Whoever_stands_behind_it_hears_what_a_sweep_waits_for_and_what_becomes_of_nodes()
    {
        ISweepObserver observer = catalog;
        observer.OnWaiting(new SweepId("held"), "no node is present");
        next.Received().OnWaiting(new SweepId("held"), "no node is present");
        observer.OnNode("gpu-3", "is excluded");
        next.Received().OnNode("gpu-3", "is excluded");
    }

    private async Task WriteAsync(string sweep, params SweepEvent[] events)
    {
        var (id, codec) = (SweepArchive.PersistenceId(new SweepId(sweep)), new SweepEventCodec());
        var encoded = events.Select(codec.Encode).Select(e => new JournalEvent(e.Manifest, e.Json, At));
        await memory.AppendAsync(id, 0, await memory.ClaimAsync(id), [.. encoded]);
    }

    private static SweepPlanned Planned(string sweep) => new(new SweepId(sweep), Sample.Definition(), "fingerprint", At);

    private static SweepState State(params SweepEvent[] events) => events.Aggregate(SweepState.Empty, SweepEvolution.Apply);
}
