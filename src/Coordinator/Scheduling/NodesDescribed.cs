using Orchestrator.Contracts.Collections;
using Orchestrator.Coordinator.Web;

namespace Orchestrator.Coordinator.Scheduling;

/// <summary>The nodes that are present, ordered by name.</summary>
public sealed record NodesDescribed(EquatableList<NodeStatus> Nodes);
