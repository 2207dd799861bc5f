using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.Scheduling;

/// <summary>The nodes and slots that a scheduler has. Told by the process in which it lives, and by no other of the cluster.</summary>
/// <remarks>Set by its actor and read on other threads by whoever collects metrics, who may see a mixture of two moments.</remarks>
internal sealed class SchedulerMetrics : IDisposable
{
    private static readonly Meter Meter = new("Orchestrator.Scheduling");
    private static readonly ConcurrentDictionary<SchedulerMetrics, bool> Live = [];
    private static readonly KeyValuePair<string, object?> InService = new("state", "in-service"), Out = new("state", "out-of-service");

    private int nodes, inService, slots, busy;

    static SchedulerMetrics()
    {
        Meter.CreateObservableGauge(
            "orchestrator.nodes", Nodes, "{node}", "Nodes that are present; those that drain or are excluded are out of service.");
        Meter.CreateObservableGauge(
            "orchestrator.slots", () => Sum(m => m.slots), "{slot}", "Slots that the nodes offer which are present.");
        Meter.CreateObservableGauge(
            "orchestrator.slots.busy", () => Sum(m => m.busy), "{slot}", "Slots of these nodes that a sweep holds.");
    }

    public SchedulerMetrics() => Live.TryAdd(this, true);

    /// <summary>What the scheduler has now.</summary>
    public void Set(SlotOccupancy now)
    {
        Volatile.Write(ref nodes, now.Nodes);
        Volatile.Write(ref inService, now.NodesInService);
        Volatile.Write(ref slots, now.Slots);
        Volatile.Write(ref busy, now.Busy);
    }

    /// <summary>The scheduler has ended, or moved to another process.</summary>
    public void Dispose() => Live.TryRemove(this, out _);

    private static IEnumerable<Measurement<int>> Nodes() => Live.IsEmpty ? [] :
    [
        new(Live.Keys.Sum(m => Volatile.Read(ref m.inService)), InService),
        new(Live.Keys.Sum(m => Volatile.Read(ref m.nodes) - Volatile.Read(ref m.inService)), Out),
    ];

    private static IEnumerable<Measurement<int>> Sum(Func<SchedulerMetrics, int> figure) =>
        Live.IsEmpty ? [] : [new(Live.Keys.Sum(figure))];
}
