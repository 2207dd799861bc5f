using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Contracts.Messages;

// What a node on another machine and the coordinators say to each other beside the orders and reports of folds. Delivery is at most once:
// each of these is repeated until it is answered, or is harmless when it is lost.

/// <summary>A node lives. Answered with <see cref="HeartbeatAcknowledged"/>, or with <see cref="QueryNodeState"/> by a scheduler that does
/// not know it yet.</summary>
/// <param name="Node">Which.</param>
/// <param name="Instance">Which life of it.</param>
/// <param name="Revision">Of its last offer: a scheduler that knows another one asks for it, for the last one got lost.</param>
public sealed record NodeHeartbeat(string Node, string Instance, long Revision = 0);

/// <summary>The scheduler has heard a node.</summary>
/// <param name="Coordinators">Remoting addresses of the coordinators that are there now, so that a node knows more of them than it was
/// told.</param>
public sealed record HeartbeatAcknowledged(EquatableList<string> Coordinators);

/// <summary>The scheduler asks a node for its <see cref="NodeJoined"/>.</summary>
public sealed record QueryNodeState;

/// <summary>Another process bears the same node name, and lives.</summary>
/// <param name="Node">The name.</param>
public sealed record NodeNameTaken(string Node);

/// <summary>The scheduler knows that a node has left.</summary>
public sealed record NodeLeaveAcknowledged;

/// <summary>What workers of a node have reported of one sweep. Sent again until <see cref="ReportsAcknowledged"/> comes.</summary>
/// <param name="Node">Which node.</param>
/// <param name="Instance">Which life of it.</param>
/// <param name="Sequence">Number of the last of the messages, counted from 1 by node life and sweep.</param>
/// <param name="Messages">In order.</param>
public sealed record WorkerReports(SweepId Sweep, string Node, string Instance, long Sequence, EquatableList<WorkerMessage> Messages)
    : ISweepMessage;

/// <summary>What was reported, up to that number, is durable: it need not come again.</summary>
public sealed record ReportsAcknowledged(SweepId Sweep, long Sequence);

/// <summary>A sweep asks a node which of its attempts it has in hand. What the sweep sent before has arrived before this, or is
/// lost.</summary>
/// <param name="Question">Told back in the answer; grows with each question of one owner.</param>
/// <param name="Epoch">Of the sweep's owner: see <see cref="RunFold.Epoch"/>.</param>
public sealed record QueryLeases(SweepId Sweep, long Question, long Epoch);

/// <summary>The attempts of a sweep that a node has in hand, those included of which a report is still on its way.</summary>
public sealed record LeasesReported(SweepId Sweep, string Node, long Question, long Epoch, EquatableList<HeldLease> Leases) : ISweepMessage;
