using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Sweeps;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Web;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Commands;
using Orchestrator.Sweeps.Events;
using Orchestrator.Sweeps.State;

namespace Orchestrator.Coordinator.Tests.Web;

/// <summary>A coordinator that says what the test tells it to say.</summary>
internal sealed class ScriptedGateway : ICoordinatorGateway
{
    private readonly ConcurrentDictionary<SweepId, SweepState> sweeps = [];
    private readonly TaskCompletionSource watchLeft = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Exception? Failure { get; set; }

    public List<SweepDefinition> SubmittedDefinitions { get; } = [];

    public List<(SweepId Sweep, string Reason)> Cancelled { get; } = [];

    public List<MeasurementRow> Measurements { get; } = [];

    public List<NodeStatus> Nodes { get; } = [];

    public List<string> Drained { get; } = [];

    /// <summary>Whether nodes confirm what they are told.</summary>
    public bool NodesAnswer { get; set; } = true;

    public Channel<SweepNotice> Notices { get; set; } = Channel.CreateUnbounded<SweepNotice>();

    /// <summary>Completes when a watcher is gone.</summary>
    public Task WatchLeft => watchLeft.Task;

    public void Add(params SweepEvent[] events)
    {
        var state = events.Aggregate(SweepState.Empty, SweepEvolution.Apply);
        sweeps[state.Id] = state;
    }

    private void Tell(SweepId sweep, SweepCommand command) =>
        sweeps[sweep] = SweepDecider.Decide(sweeps[sweep], command).Aggregate(sweeps[sweep], SweepEvolution.Apply);

    public Task<SweepId> SubmitAsync(SweepDefinition definition, CancellationToken cancellationToken)
    {
        if (Failure is not null) throw Failure;
        SubmittedDefinitions.Add(definition);
        var id = new SweepId($"{definition.Name}-1");
        Add(new SweepPlanned(id, definition, "fingerprint", DateTimeOffset.UnixEpoch));
        return Task.FromResult(id);
    }

    public Task<IReadOnlyList<SweepSummary>> ListAsync(CancellationToken cancellationToken) =>
        Failure is null ? Task.FromResult<IReadOnlyList<SweepSummary>>([.. sweeps.Values.Select(SweepSummary.Of)]) : throw Failure;

    public Task<SweepState?> FindAsync(SweepId sweep, CancellationToken cancellationToken) => Task.FromResult(sweeps.GetValueOrDefault(sweep));

    public Task<IReadOnlyList<MeasurementRow>> MeasurementsAsync(SweepId sweep, int? trial, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<MeasurementRow>>([.. Measurements.Where(m => trial is null || m.Trial == trial)]);

    public Task CancelAsync(SweepId sweep, string reason, CancellationToken cancellationToken)
    {
        Cancelled.Add((sweep, reason));
        return Task.CompletedTask;
    }

    public Task PauseAsync(SweepId sweep, Pausing pausing, CancellationToken cancellationToken)
    {
        Tell(sweep, new PauseSweep(pausing.By, pausing.Reason, pausing.StopRunning, DateTimeOffset.UnixEpoch));
        return Task.CompletedTask;
    }

    public Task ContinueAsync(SweepId sweep, Continuation continuation, CancellationToken cancellationToken)
    {
        Tell(sweep, new ContinueSweep(continuation.By, continuation.Reason, DateTimeOffset.UnixEpoch));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<NodeStatus>> NodesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<NodeStatus>>(Nodes);

    public Task<bool> DrainNodeAsync(string name, TimeSpan patience, CancellationToken cancellationToken)
    {
        Drained.Add(name);
        return Task.FromResult(NodesAnswer);
    }

    public async IAsyncEnumerable<SweepNotice> WatchAsync(SweepId sweep, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var notice in Notices.Reader.ReadAllAsync(cancellationToken)) yield return notice;
        }
        finally
        {
            watchLeft.TrySetResult();
        }
    }
}
