using Orchestrator.Actors;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Contracts.Sweeps;
using Orchestrator.Coordinator.Journaling;
using Orchestrator.Coordinator.Sweeping;
using Orchestrator.Journal;
using Orchestrator.Journal.Memory;
using Orchestrator.Search.Samplers;
using Orchestrator.Sweeps.Commands;
using Orchestrator.Sweeps.Events;
using Orchestrator.Sweeps.State;

namespace Orchestrator.Coordinator.Tests.Scripted;

/// <summary>A coordinator with one scripted node, which can be torn down at any event and built up again over the same journal.</summary>
internal sealed class House : IAsyncDisposable, ISweepObserver
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly MemoryJournal journal = new();
    private ActorSystem? system;
    private IActorRef coordinator = null!;
    private TaskCompletionSource<SweepState> ended = new();
    private TaskCompletionSource stopHere = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int eventsUntilStop = int.MaxValue;

    public SweepId Sweep { get; } = new("sample-1");

    public IJournal Journal => journal;

    public Task Ended => ended.Task;

    /// <param name="script">What the node does.</param>
    /// <param name="slots">Of the node.</param>
    /// <param name="over">What comes between the coordinator and the journal; null = nothing.</param>
    public void Build(Script script, int slots = 2, IJournal? over = null)
    {
        ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        stopHere = new(TaskCreationOptions.RunContinuationsAsynchronously);
        system = new ActorSystem("test");
        coordinator = system.ActorOf(Props.Create(() => new CoordinatorActor(scheduler => new SweepServices(
            over ?? journal, scheduler, this, "/artifacts", SamplerRegistry.Create, TimeProvider.System))), "coordinator");
        system.ActorOf(Props.Create(() => new ScriptedNode(coordinator, slots, script)), "node");
    }

    public void Plan(SweepDefinition definition) => coordinator.Tell(new PlanSweep(Sweep, definition, "fingerprint", DateTimeOffset.UnixEpoch));

    public void Tell(object message) => coordinator.Tell(message);

    /// <summary>Waits for an event, from now on or from before.</summary>
    public async Task<SweepEvent> HappensAsync(Func<SweepEvent, bool> wanted)
    {
        using var timeout = new CancellationTokenSource(Patience);
        while (true)
        {
            var next = changed.Task;
            if ((await EventsAsync()).FirstOrDefault(wanted) is { } happened) return happened;
            await next.WaitAsync(timeout.Token);
        }
    }

    public void TakeUp() => coordinator.Tell(new TakeUpSweep(Sweep));

    public Task<Drained> DrainAsync() => coordinator.Ask<Drained>(new Drain(), Patience);

    public Task<SweepState> EndAsync() => ended.Task.WaitAsync(Patience);

    /// <summary>Pulls the plug as soon as so many events are journaled; false when the sweep ended before.</summary>
    public async Task<bool> StopAfterAsync(int events)
    {
        eventsUntilStop = events;
        var first = await Task.WhenAny(stopHere.Task, ended.Task).WaitAsync(Patience);
        await TearDownAsync();
        eventsUntilStop = int.MaxValue;
        return first == stopHere.Task;
    }

    public async Task TearDownAsync()
    {
        if (system is not null) await system.DisposeAsync();
        system = null;
    }

    public async Task<SweepState> RunToEndAsync(SweepDefinition definition, Script? script = null, int slots = 2)
    {
        Build(script ?? new Script(), slots);
        Plan(definition);
        return await EndAsync();
    }

    /// <summary>Runs a sweep, pulls the plug as soon as so many events are journaled, and runs what the journal holds to its end.</summary>
    public async Task<SweepState> RunCutAsync(SweepDefinition definition, int cut)
    {
        Build(new Script());
        Plan(definition);
        await StopAfterAsync(cut);
        Build(new Script());
        TakeUp();
        return await EndAsync();
    }

    public async Task<IReadOnlyList<SweepEvent>> EventsAsync()
    {
        var events = new List<SweepEvent>();
        await foreach (var happened in new SweepArchive(journal).EventsAsync(Sweep)) events.Add(happened);
        return events;
    }

    public void OnChanged(SweepState state, IReadOnlyList<SweepEvent> events)
    {
        Interlocked.Exchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        if (Interlocked.Add(ref eventsUntilStop, -events.Count) <= 0) stopHere.TrySetResult();
        if (state.Ended) ended.TrySetResult(state);
    }

    public void OnMeasured(EpochMeasured measured)
    {
    }

    public void OnStopped(SweepId sweep, string reason) => ended.TrySetException(new InvalidOperationException(reason));

    public async ValueTask DisposeAsync()
    {
        await TearDownAsync();
        await journal.DisposeAsync();
    }
}
