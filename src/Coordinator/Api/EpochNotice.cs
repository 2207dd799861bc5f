using Orchestrator.Contracts.Messages;

namespace Orchestrator.Coordinator.Api;

/// <summary>An epoch of a running attempt ended. Never repeated: who reconnects reads the measurements for what was missed.</summary>
public sealed record EpochNotice(EpochMeasured Measured) : SweepNotice;
