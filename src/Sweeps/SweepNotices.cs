using Orchestrator.Contracts.Messages;

namespace Orchestrator.Sweeps;

/// <summary>Something that somebody who watches a sweep is told.</summary>
public abstract record SweepNotice;

/// <summary>An event was journaled.</summary>
public sealed record EventNotice(SweepEvent Event) : SweepNotice;

/// <summary>An epoch of a running attempt ended. Never repeated: who reconnects reads the measurements for what was missed.</summary>
public sealed record EpochNotice(EpochMeasured Measured) : SweepNotice;

/// <summary>No node that is present can ever serve the sweep, or one can again.</summary>
/// <param name="Reason">Why, to stand after "waiting: "; null = it waits no longer.</param>
public sealed record WaitingNotice(string? Reason) : SweepNotice;

/// <summary>The past is told; what follows happens now.</summary>
public sealed record CaughtUpNotice : SweepNotice;
