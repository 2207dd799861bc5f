using Orchestrator.Contracts.Protocol;

namespace Orchestrator.Coordinator.Sharding;

/// <summary>A sweep's order to a node. It goes through the seat, so that it cannot overtake the seat's questions, nor they it.</summary>
internal sealed record NodeOrder(string Node, WorkerCommand Command);
