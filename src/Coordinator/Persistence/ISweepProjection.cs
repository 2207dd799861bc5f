using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>Keeps a summary of each sweep, so that a list of sweeps need not read their journals.</summary>
public interface ISweepProjection
{
    /// <summary>Keeps the summary of a state. An older one never replaces a newer one.</summary>
    /// <param name="state">As the journal has it.</param>
    /// <param name="sequenceNr">Of its last event.</param>
    Task UpdateAsync(SweepState state, long sequenceNr);
}
