using Orchestrator.Contracts.Api.External;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Coordinator.External;

// What the API tells a sweep whose folds clients train.

/// <summary>A client wants folds; answered with <see cref="Asked"/>. Said again with the same key, it is the same ask.</summary>
/// <param name="Sweep">Of which sweep.</param>
/// <param name="Worker">What the journal calls the client.</param>
/// <param name="Key">Of the ask.</param>
/// <param name="Count">At most so many.</param>
/// <param name="Wait">Seconds for which the answer may wait for a fold.</param>
public sealed record AskFolds(SweepId Sweep, string Worker, string Key, int Count, double Wait) : ISweepMessage;

/// <summary>The client has hung up before its answer. Nothing answers.</summary>
public sealed record WithdrawAsk(SweepId Sweep, string Key) : ISweepMessage;

/// <summary>A client tells of an attempt; answered with <see cref="AttemptStanding"/> when it is journaled.</summary>
/// <param name="Sweep">Of which sweep.</param>
/// <param name="Attempt">Which attempt.</param>
/// <param name="Message">What it tells; null = that it lives.</param>
public sealed record ReportAttempt(SweepId Sweep, AttemptId Attempt, WorkerMessage? Message = null) : ISweepMessage;

/// <summary>The client of an attempt lives.</summary>
internal sealed record ClientHeard(AttemptId Attempt);

/// <summary>How the sweep stands, for those who ask in vain.</summary>
/// <param name="Status">Where; once it has ended, nobody waits any longer.</param>
/// <param name="Reason">Why nothing is given, a sentence; null = folds are given as they come.</param>
internal sealed record SweepStands(SweepStatus Status, string? Reason);
