using System.Diagnostics;
using Orchestrator.Actors;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Coordinator;
using Orchestrator.Coordinator.Sweeping;
using Orchestrator.Journal;
using Orchestrator.Search.Samplers;
using Orchestrator.Sweeps.Events;
using Orchestrator.Sweeps.State;

namespace Orchestrator.Engine.Benchmarks;

/// <summary>How long a sweep's actor takes until it knows the sweep again.</summary>
internal sealed class Recovery(IJournal journal) : ISweepObserver
{
    private readonly TaskCompletionSource<SweepState> known = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Seconds from the actor's start to its first word of the state, by the clock and of processor time.</summary>
    public async Task<(double Clock, double Processor)> MeasureAsync(SweepId sweep)
    {
        await using var system = new ActorSystem("recovery");
        GC.Collect();
        var (clock, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var coordinator = system.ActorOf(Props.Create(() => new CoordinatorActor(scheduler => new SweepServices(
            journal, scheduler, this, "/nowhere", SamplerRegistry.Create, TimeProvider.System))));
        coordinator.Tell(new TakeUpSweep(sweep));
        await known.Task;
        return (clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }

    public void OnChanged(SweepState state, IReadOnlyList<SweepEvent> events) => known.TrySetResult(state);

    public void OnMeasured(EpochMeasured measured)
    {
    }

    public void OnStopped(SweepId sweep, string reason) => known.TrySetException(new InvalidOperationException($"{sweep}: {reason}"));
}
