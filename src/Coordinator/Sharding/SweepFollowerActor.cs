using Orchestrator.Actors;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Journaling;
using Orchestrator.Coordinator.Sweeping;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Events;
using Orchestrator.Sweeps.State;

namespace Orchestrator.Coordinator.Sharding;

/// <summary>Lets those who look on at the seat see a sweep that is held elsewhere: reads its new events whenever there are some.</summary>
/// <param name="past">Whether what is in the journal already is told as news, too.</param>
internal sealed class SweepFollowerActor(SweepArchive archive, SweepId sweep, ISweepObserver observer, bool past) : Actor
{
    private SweepState state = SweepState.Empty;
    private long next = 1;
    private bool reading;

    private sealed record Read;

    protected override ValueTask PreStart()
    {
        if (past) return ValueTask.CompletedTask;
        return LookAsync(tell: false);
    }

    protected override async ValueTask ReceiveAsync(object message)
    {
        switch (message)
        {
            case SweepChanged:
                if (!reading) Self.Tell(new Read()); // behind all that waits: one look serves them together
                reading = true;
                break;
            case Read:
                reading = false;
                await LookAsync(tell: true);
                break;
            default: Unhandled(message); break;
        }
    }

    private async ValueTask LookAsync(bool tell)
    {
        var events = new List<SweepEvent>();
        await foreach (var (number, happened) in archive.NumberedAsync(sweep, next, Context.Stopping))
        {
            (state, next) = (SweepEvolution.Apply(state, happened), number + 1);
            events.Add(happened);
        }
        if (events.Count > 0) observer.OnChanged(state, tell ? events : []);
    }
}
