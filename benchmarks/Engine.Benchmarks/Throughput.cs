using System.Diagnostics;
using Orchestrator.Actors;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Contracts.Spaces;
using Orchestrator.Contracts.Sweeps;
using Orchestrator.Coordinator;
using Orchestrator.Coordinator.Sweeping;
using Orchestrator.Journal;
using Orchestrator.Search.Samplers;
using Orchestrator.Sweeps.Commands;
using Orchestrator.Sweeps.Events;
using Orchestrator.Sweeps.State;

namespace Orchestrator.Engine.Benchmarks;

/// <summary>Runs sweeps of trials that do nothing, side by side, over a real journal.</summary>
internal sealed class Throughput(IJournal journal, int sweeps, int trials) : ISweepObserver
{
    private const int Folds = 2;
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int ended;
    private int commits;

    /// <summary>Appends to the journal, a trial: what a slow disk multiplies.</summary>
    public double CommitsPerTrial => (double)commits / (sweeps * trials);

    /// <summary>Trials a second; every event of theirs is durable before the next step.</summary>
    public async Task<double> MeasureAsync()
    {
        await using var system = new ActorSystem("engine");
        var coordinator = system.ActorOf(Props.Create(() => new CoordinatorActor(scheduler => new SweepServices(
            journal, scheduler, this, "/nowhere", d => SamplerRegistry.Create("random", d.Space, d.Seed), TimeProvider.System))));
        system.ActorOf(Props.Create(() => new NoOpNode(coordinator, slots: 2 * sweeps)));
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < sweeps; i++) coordinator.Tell(new PlanSweep(new SweepId($"engine-{i}"), Definition((ulong)i), "none", DateTimeOffset.UtcNow));
        await done.Task;
        return sweeps * trials / clock.Elapsed.TotalSeconds;
    }

    public void OnChanged(SweepState state, IReadOnlyList<SweepEvent> events)
    {
        Interlocked.Increment(ref commits);
        if (state.Ended && Interlocked.Increment(ref ended) == sweeps) done.SetResult();
    }

    public void OnMeasured(EpochMeasured measured)
    {
    }

    public void OnStopped(SweepId sweep, string reason) => done.TrySetException(new InvalidOperationException($"{sweep}: {reason}"));

    private SweepDefinition Definition(ulong seed) => new(
        "engine", seed, new DataDefinition("/none.csv", "csv"), new ModelDefinition("none", Configuration.Empty),
        new SearchDefinition("random", trials, Parallel: 4), new SearchSpace([new FloatParameter("x", 0, 1)]),
        new CrossValidationDefinition(Folds, false, 0), new ObjectiveDefinition("score", Direction.Maximize), new StoppingDefinition(1), new ResourcesDefinition());
}
