using Orchestrator.Contracts.Protocol;

namespace Orchestrator.Coordinator.Web;

/// <summary>An epoch of a running attempt ended. Never repeated: who reconnects reads the measurements for what was missed.</summary>
public sealed record EpochNotice(EpochMeasured Measured) : SweepNotice;
