using System.Diagnostics;
using Akka.Actor;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Sweeps;

namespace Orchestrator.Engine.Benchmarks;

/// <summary>How long a sweep's actor takes until it knows the sweep again.</summary>
internal sealed class Recovery(JournalDatabase journal, bool snapshots) : ISweepObserver
{
    private readonly TaskCompletionSource<SweepState> known = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Seconds from the actor's start to its first word of the state, by the clock and of processor time. The actor system and its
    /// journal have started before.</summary>
    public async Task<(double Clock, double Processor)> MeasureAsync(SweepId sweep)
    {
        await using var engine = await Engine.StartAsync(journal, this, snapshots);
        // starts the journal
        await engine.Coordinator.Ask<CommandHandled>(new PauseSweepRequest(new SweepId("unknown"), "nobody", null, false));
        GC.Collect();
        var (clock, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        engine.Coordinator.Tell(new RecoverSweep(sweep));
        await known.Task;
        return (clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }

    public void OnChanged(SweepState state, IReadOnlyList<SweepEvent> events) => known.TrySetResult(state);

    public void OnMeasured(EpochMeasured measured)
    {
    }

    public void OnStopped(SweepId sweep, string reason) => known.TrySetException(new InvalidOperationException($"{sweep}: {reason}"));

    public void OnWaiting(SweepId sweep, string? reason)
    {
    }

    public void OnNode(string node, string news)
    {
    }
}
