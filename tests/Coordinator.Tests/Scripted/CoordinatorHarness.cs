using Akka.Actor;
using Microsoft.Data.Sqlite;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Search;
using Orchestrator.Search.Samplers;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Scripted;

/// <summary>A coordinator over a real file with one scripted node, which can be torn down at any event and built up again over the same
/// journal.</summary>
internal sealed class CoordinatorHarness : IAsyncDisposable
{
    /// <summary>For whatever a test waits for.</summary>
    public static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo? folder;
    private ActorSystem? system;

    public CoordinatorHarness()
    {
        folder = Directory.CreateTempSubdirectory("coordinator-");
        Journal = JournalDatabase.Sqlite(Path.Combine(folder.FullName, "journal.db"));
    }

    /// <summary>Another coordinator over the journal of one.</summary>
    public CoordinatorHarness(CoordinatorHarness other) => Journal = other.Journal;

    public SweepId Sweep { get; } = new("sample-1");

    public JournalDatabase Journal { get; }

    /// <summary>What may go wrong on the way to the file.</summary>
    public JournalFaults Faults { get; } = new();

    public ActorSystem System => system!;

    public IActorRef Coordinator { get; private set; } = null!;

    /// <summary>The scheduler of what was built last.</summary>
    public IActorRef Scheduler { get; private set; } = null!;

    /// <summary>Hears what was built last.</summary>
    public HarnessObserver Observer { get; private set; } = new();

    public Task Ended => Observer.Ended;

    public Func<SweepDefinition, ISampler> Sampler { get; set; } = SamplerRegistry.Create;

    public Func<IMeasurementStore, IMeasurementStore> Measurements { get; set; } = store => store;

    /// <summary>Where logs go; null = the journal.</summary>
    public Func<IReadOnlyList<FoldLogged>, Task>? KeepLogs { get; set; }

    /// <summary>Why it cannot go on with a sweep.</summary>
    public Func<SweepDefinition, string?> Objection { get; set; } = _ => null;

    public SchedulingOptions Scheduling { get; set; } = new();

    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <param name="script">What the node does; null = there is no node.</param>
    /// <param name="slots">Of the node.</param>
    public async Task BuildAsync(Script? script, int slots = 2)
    {
        await TearDownAsync();
        await Journal.PrepareAsync();
        Observer = new HarnessObserver();
        system = TestSystem.Start(TestSystem.Journal(Journal), Faults);
        var (observer, created) = (Observer, new TaskCompletionSource<IActorRef>(TaskCreationOptions.RunContinuationsAsynchronously));
        Coordinator =
            system.ActorOf(Props.Create(() => new LocalCoordinatorActor(scheduler => Services(scheduler, observer, created), Scheduling)),
                "coordinator");
        Scheduler = await created.Task.WaitAsync(WaitLimit);
        if (script is not null)
        {
            var coordinator = Coordinator;
            system.ActorOf(Props.Create(() => new ScriptedNode(coordinator, slots, script)), "node");
        }
    }

    public void Plan(SweepDefinition definition) => Tell(new BeginSweep(Sweep, definition, "fingerprint"));

    public void Tell(object message) => Coordinator.Tell(message);

    public Task<T> AskAsync<T>(object message) => Coordinator.Ask<T>(message, WaitLimit);

    public void Recover() => Tell(new RecoverSweep(Sweep));

    public Task<Drained> DrainAsync() => AskAsync<Drained>(new Drain());

    public Task<SweepState> EndAsync() => Observer.Ended.WaitAsync(WaitLimit);

    /// <summary>Waits for an event, from now on or from before.</summary>
    public async Task<SweepEvent> HappensAsync(Func<SweepEvent, bool> wanted)
    {
        using var timeout = new CancellationTokenSource(WaitLimit);
        while (true)
        {
            var next = Observer.Changed;
            if ((await EventsAsync()).FirstOrDefault(wanted) is { } happened)
            {
                return happened;
            }
            await next.WaitAsync(timeout.Token);
        }
    }

    /// <summary>Pulls the plug as soon as so many events are journaled; false when the sweep ended before.</summary>
    public async Task<bool> StopAfterAsync(int events)
    {
        var reached = Observer.HeardAsync(events);
        var first = await Task.WhenAny(reached, Observer.Ended).WaitAsync(WaitLimit);
        await TearDownAsync();
        return first == reached;
    }

    public async Task TearDownAsync()
    {
        if (system is not null)
        {
            await system.Terminate().WaitAsync(WaitLimit);
        }
        system = null;
    }

    public async Task<SweepState> RunToEndAsync(SweepDefinition definition, Script? script = null, int slots = 2)
    {
        await BuildAsync(script ?? new Script(), slots);
        Plan(definition);
        return await EndAsync();
    }

    /// <summary>Runs a sweep, pulls the plug as soon as so many events are journaled, and runs what the journal holds to its end.</summary>
    public async Task<SweepState> RunCutAsync(SweepDefinition definition, int cut)
    {
        await BuildAsync(new Script());
        Plan(definition);
        await StopAfterAsync(cut);
        return await RecoverToEndAsync();
    }

    /// <summary>Builds a coordinator over what the journal holds, and runs it to its end.</summary>
    public async Task<SweepState> RecoverToEndAsync(Script? script = null)
    {
        await BuildAsync(script ?? new Script());
        Recover();
        return await EndAsync();
    }

    public async Task<IReadOnlyList<SweepEvent>> EventsAsync() => await Journal.Sweeps.EventsAsync(Sweep).ToListAsync();

    public async ValueTask DisposeAsync()
    {
        await TearDownAsync();
        if (folder is not null)
        {
            await Journal.DisposeAsync();
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Runs a statement on the file, and returns what it answers.</summary>
    public object? Raw(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder!.FullName, "journal.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private SweepServices Services(IActorRef scheduler, ISweepObserver observer, TaskCompletionSource<IActorRef> created)
    {
        created.TrySetResult(scheduler);
        return new SweepServices(Measurements(Journal.Measurements), scheduler, observer, "/artifacts", definition => Sampler(definition),
            Time)
        {
            Objection = definition => Objection(definition),
            KeepLogs = KeepLogs ?? (logs => Journal.Logs.AppendAsync(logs)),
        };
    }
}
