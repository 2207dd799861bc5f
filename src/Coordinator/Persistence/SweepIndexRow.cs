using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>A sweep that was reserved or has events.</summary>
/// <param name="Sweep">Its id.</param>
/// <param name="SubmissionKey">Under which it was submitted; null when it was not reserved.</param>
/// <param name="ProjectedSequenceNr">Up to which event <paramref name="Ended"/> and <paramref name="SummaryJson"/> tell it; 0 = there is
/// no projection.</param>
/// <param name="LastSequenceNr">Its last event in the journal; 0 = reserved only.</param>
/// <param name="Ended">Whether it had ended by then.</param>
/// <param name="SummaryJson">As it was handed to <see cref="SweepIndex.UpdateAsync"/>.</param>
public sealed record SweepIndexRow(SweepId Sweep, string? SubmissionKey, long ProjectedSequenceNr, long LastSequenceNr, bool Ended,
    string? SummaryJson)
{
    /// <summary>Whether the projection tells all that happened.</summary>
    public bool IsCurrent => ProjectedSequenceNr == LastSequenceNr && SummaryJson is not null;
}
