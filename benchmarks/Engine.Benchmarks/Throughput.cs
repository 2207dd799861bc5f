using System.Diagnostics;
using Akka.Actor;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Sweeps;

namespace Orchestrator.Engine.Benchmarks;

/// <summary>Runs sweeps of trials that do nothing, side by side, over a real journal.</summary>
internal sealed class Throughput(JournalDatabase? journal, int sweeps, int trials, bool snapshots = true) : ISweepObserver
{
    private const int Folds = 2;
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int ended;
    private int commits;

    /// <summary>Appends to the journal, a trial: what a slow disk multiplies.</summary>
    public double CommitsPerTrial => (double)commits / (sweeps * trials);

    /// <summary>Trials a second, and processor time of one; every event of theirs is durable before the next step.</summary>
    public async Task<(double Rate, TimeSpan Cpu)> MeasureAsync()
    {
        await using var engine = await Engine.StartAsync(journal, this, snapshots);
        var coordinator = engine.Coordinator;
        engine.System.ActorOf(Props.Create(() => new NoOpNode(coordinator, 2 * sweeps)));
        var (clock, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        for (var i = 0; i < sweeps; i++)
        {
            coordinator.Tell(new BeginSweep(new SweepId($"engine-{i}"), Definition((ulong)i), "none"));
        }
        await done.Task;
        return (sweeps * trials / clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before) / (sweeps * trials));
    }

    public void OnChanged(SweepState state, IReadOnlyList<SweepEvent> events)
    {
        if (events.Count == 0)
        {
            return;
        }
        Interlocked.Increment(ref commits);
        if (state.Ended && Interlocked.Increment(ref ended) == sweeps)
        {
            done.SetResult();
        }
    }

    public void OnMeasured(EpochMeasured measured)
    {
    }

    public void OnStopped(SweepId sweep, string reason) => done.TrySetException(new InvalidOperationException($"{sweep}: {reason}"));

    public void OnWaiting(SweepId sweep, string? reason)
    {
    }

    public void OnNode(string node, string news)
    {
    }

    private SweepDefinition Definition(ulong seed) => new(
        "engine", seed, new DataDefinition("/none.csv", "csv"), new ModelDefinition("none", Configuration.Empty),
        new SearchDefinition("random", trials, Parallel: 4), new SearchSpace([new FloatParameter("x", 0, 1)]),
        new CrossValidationDefinition(Folds, false, 0), new ObjectiveDefinition("score", Direction.Maximize), new StoppingDefinition(1),
            new ResourcesDefinition());
}
