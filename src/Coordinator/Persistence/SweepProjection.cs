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

/// <summary>Keeps a summary of each sweep, so that a list of sweeps need not read their journals.</summary>
public interface ISweepProjection
{
    /// <summary>Keeps the summary of a state. An older one never replaces a newer one.</summary>
    /// <param name="state">As the journal has it.</param>
    /// <param name="sequenceNr">Of its last event.</param>
    Task UpdateAsync(SweepState state, long sequenceNr);
}
