using Akka.Actor;
using Akka.Persistence;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Persistence;

/// <summary>Journals what it is told to, as a sweep's actor does.</summary>
internal sealed class JournalingActor(SweepId sweep) : UntypedPersistentActor
{
    private readonly List<SweepEvent> replayed = [];
    private SweepState state = SweepState.Empty;
    private long fromSnapshot;
    private IActorRef asker = ActorRefs.Nobody;

    public override string PersistenceId => SweepQueries.PersistenceId(sweep);

    public sealed record Write(IReadOnlyList<SweepEvent> Events);

    public sealed record TakeSnapshot;

    public sealed record Report;

    /// <param name="State">What events and snapshot gave.</param>
    /// <param name="FromSnapshot">Its sequence number; 0 = none was offered.</param>
    /// <param name="Replayed">The events that came back.</param>
    /// <param name="SequenceNr">The last one's number.</param>
    public sealed record Recovered(SweepState State, long FromSnapshot, IReadOnlyList<SweepEvent> Replayed, long SequenceNr);

    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case SnapshotOffer { Snapshot: SweepSnapshot snapshot } offer:
                (state, fromSnapshot) = (snapshot.State, offer.Metadata.SequenceNr);
                break;
            case SweepEvent happened:
                replayed.Add(happened);
                state = SweepEvolution.Apply(state, happened);
                break;
        }
    }

    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case Write write:
                var sender = Sender;
                PersistAllAsync(write.Events, happened => state = SweepEvolution.Apply(state, happened));
                DeferAsync(write, _ => sender.Tell(LastSequenceNr));
                break;
            case TakeSnapshot:
                asker = Sender;
                SaveSnapshot(new SweepSnapshot(state));
                break;
            case SaveSnapshotSuccess saved:
                asker.Tell(saved.Metadata.SequenceNr);
                break;
            case SaveSnapshotFailure failed:
                asker.Tell(new Status.Failure(failed.Cause));
                break;
            case Report:
                Sender.Tell(new Recovered(state, fromSnapshot, replayed, LastSequenceNr));
                break;
        }
    }
}
