using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Scripted;

/// <summary>Lets a test wait for what a sweep does.</summary>
internal sealed class HarnessObserver : ISweepObserver
{
    private readonly Lock gate = new();
    private readonly List<(int Events, TaskCompletionSource Reached)> awaited = [];
    private readonly TaskCompletionSource<SweepState> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int heard;

    /// <summary>The last state; fails when the sweep stops before its end.</summary>
    public Task<SweepState> Ended => ended.Task;

    /// <summary>Why the sweep stopped before its end.</summary>
    public Task<string> Stopped => stopped.Task;

    /// <summary>Completes with the next change.</summary>
    public Task Changed => changed.Task;

    /// <summary>What happens while the sweep tells of a change, and so before anything that it does because of it.</summary>
    public Action<SweepState>? Meanwhile { get; set; }

    /// <summary>Completes when so many events were heard of.</summary>
    public Task HeardAsync(int events)
    {
        lock (gate)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            awaited.Add((events, reached));
            CompleteReached();
            return reached.Task;
        }
    }

    public void OnChanged(SweepState state, IReadOnlyList<SweepEvent> events)
    {
        Meanwhile?.Invoke(state);
        Interlocked.Exchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        lock (gate)
        {
            heard += events.Count;
            CompleteReached();
        }
        if (state.Ended)
        {
            ended.TrySetResult(state);
        }
    }

    public void OnMeasured(EpochMeasured measured)
    {
    }

    public void OnStopped(SweepId sweep, string reason)
    {
        stopped.TrySetResult(reason);
        ended.TrySetException(new InvalidOperationException(reason));
        _ = ended.Task.Exception; // a test that expects it does not look here
    }

    public void OnWaiting(SweepId sweep, string? reason)
    {
    }

    public void OnNode(string node, string news)
    {
    }

    private void CompleteReached()
    {
        foreach (var (_, reached) in awaited.Where(a => a.Events <= heard))
        {
            reached.TrySetResult();
        }
    }
}
