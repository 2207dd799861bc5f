namespace Orchestrator.Journal;

/// <summary>The encoded state of an entity after the event <paramref name="SequenceNr"/>: a cache that may vanish at any time.</summary>
/// <param name="PersistenceId">Whose state.</param>
/// <param name="SequenceNr">The last event that the state has seen; replay continues with the next.</param>
/// <param name="Manifest">Names the state's format and version.</param>
/// <param name="Json">The encoded state.</param>
public sealed record Snapshot(string PersistenceId, long SequenceNr, string Manifest, string Json);
