using Orchestrator.Contracts.Protocol;

namespace Orchestrator.Coordinator.Clustered;

/// <summary>A worker's message that came over the network; answered with <see cref="Acknowledged"/> as soon as it need not come again.</summary>
public sealed record Reported(WorkerMessage Message);
