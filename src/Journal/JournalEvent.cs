namespace Orchestrator.Journal;

/// <summary>What is appended: one fact, already encoded.</summary>
/// <param name="Manifest">Names the event's type and version, for example <c>trial-suggested/1</c>; never a .NET type name.</param>
/// <param name="Json">The encoded event. The journal does not look inside.</param>
/// <param name="At">When it happened, to 100 ns. Stores may normalize the offset to UTC; the instant survives.</param>
public sealed record JournalEvent(string Manifest, string Json, DateTimeOffset At);
