using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Persistence;

namespace Orchestrator.Cluster.Tests.Scripted;

/// <summary>Measurements whose writes a <see cref="FaultInjector"/> may hold up.</summary>
internal sealed class TamperedMeasurements(IMeasurementStore inner, FaultInjector sabotage) : IMeasurementStore
{
    public Task AppendAsync(IReadOnlyList<MeasurementRow> rows, CancellationToken cancellationToken = default) => sabotage.DoAsync(
        ["measurements"],
        async () =>
        {
            await inner.AppendAsync(rows, cancellationToken);
            return true;
        });

    public IAsyncEnumerable<MeasurementRow> ReadAsync(SweepId sweep, int? trial = null, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(sweep, trial, cancellationToken);
}
