using System.Text.Json;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>Keeps each sweep's <see cref="SweepSummary"/> in the index.</summary>
public sealed class SweepProjection(SweepIndex index) : ISweepProjection
{
    /// <inheritdoc />
    public Task UpdateAsync(SweepState state, long sequenceNr) =>
        index.UpdateAsync(state.Id, sequenceNr, state.Ended, JsonSerializer.Serialize(state.Summarize(), WireJson.Options));
}
