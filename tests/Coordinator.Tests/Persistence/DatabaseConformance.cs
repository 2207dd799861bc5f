using Akka.Actor;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Persistence;

/// <summary>What every database must do. A store's tests derive from this.</summary>
public abstract partial class DatabaseConformance : IAsyncLifetime
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(60);
    private static readonly SweepId Sweep = new("walk-1");
    private readonly List<ActorSystem> systems = [];

    protected JournalDatabase Database { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Database = await CreateAsync();
        await Database.PrepareAsync();
    }

    public virtual async Task DisposeAsync()
    {
        foreach (var system in systems)
        {
            await system.Terminate();
        }
        if (Database is not null)
        {
            await Database.DisposeAsync(); // It is null when the test is skipped.
        }
    }

    /// <summary>An empty database. Skips the test where the store is not to be had.</summary>
    protected abstract Task<JournalDatabase> CreateAsync();

    /// <summary>The same database, as another process would open it.</summary>
    protected abstract JournalDatabase Open();

    private IActorRef Actor(SweepId sweep) => Start().Journaling(sweep);

    private ActorSystem Start()
    {
        systems.Add(JournalingSystem.Start(Database));
        return systems[^1];
    }

    private static async Task<long> WriteAsync(IActorRef actor, params IReadOnlyList<SweepEvent> events) =>
        await actor.Ask<long>(new JournalingActor.Write(events), WaitLimit);

    private static Task<JournalingActor.Recovered> ReportAsync(IActorRef actor) =>
        actor.Ask<JournalingActor.Recovered>(new JournalingActor.Report(), WaitLimit);

    /// <summary>A sweep's events, from its plan to its end.</summary>
    private static IReadOnlyList<SweepEvent> Walk(int trials = 4, int seed = 1) =>
        new RandomWalk(Sample.Definition(trials, parallel: 3, retries: 1), seed).Events;
}
