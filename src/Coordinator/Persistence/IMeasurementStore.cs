using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>Where learning curves are kept.</summary>
public interface IMeasurementStore
{
    /// <summary>Stores rows; they are durable when this returns. May be repeated: the first value of a measurement stands.</summary>
    /// <exception cref="JournalException">They could not be stored, or nobody knows.</exception>
    Task AppendAsync(IReadOnlyList<MeasurementRow> rows, CancellationToken cancellationToken = default);

    /// <summary>A sweep's measurements, of one trial or of all, ordered by trial, fold, attempt, epoch and (ordinal) metric.</summary>
    /// <exception cref="JournalException">They cannot be read.</exception>
    IAsyncEnumerable<MeasurementRow> ReadAsync(SweepId sweep, int? trial = null, CancellationToken cancellationToken = default);
}
