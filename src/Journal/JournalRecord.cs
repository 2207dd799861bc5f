namespace Orchestrator.Journal;

/// <summary>An event at its place in the history of one entity.</summary>
/// <param name="PersistenceId">Whose history.</param>
/// <param name="SequenceNr">From 1, without gaps.</param>
/// <param name="Event">What was appended.</param>
public sealed record JournalRecord(string PersistenceId, long SequenceNr, JournalEvent Event);
