using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Sweeps;

namespace Orchestrator.Journal.Benchmarks;

/// <summary>A database, and an actor system that journals in it.</summary>
internal sealed class Bench(JournalDatabase database) : IDisposable
{
    public JournalDatabase Database => database;

    public ActorSystem System { get; } = ActorSystem.Create(
        "bench", ConfigurationFactory.ParseString("akka { loglevel = ERROR\nlog-dead-letters = off }")
            .WithFallback(ConfigurationFactory.ParseString(database.AkkaConfig)));

    public IActorRef Journaling(SweepId sweep) => System.ActorOf(Props.Create(() => new JournalingActor(sweep)));

    public void Dispose() => System.Dispose();
}

/// <summary>Persists what it is told to, in one write, and answers behind the commit.</summary>
internal sealed class JournalingActor(SweepId sweep) : UntypedPersistentActor
{
    public override string PersistenceId => SweepQueries.PersistenceId(sweep);

    public sealed record Write(IReadOnlyList<SweepEvent> Events);

    protected override void OnRecover(object message)
    {
    }

    protected override void OnCommand(object message)
    {
        var sender = Sender;
        if (message is Write write)
        {
            PersistAllAsync(write.Events, _ => { });
        }
        DeferAsync(message, _ => sender.Tell(LastSequenceNr));
    }
}
