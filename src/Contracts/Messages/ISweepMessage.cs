using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Contracts.Messages;

/// <summary>A message that is routed to a sweep by its id, wherever in the cluster the sweep lives.</summary>
public interface ISweepMessage
{
    /// <summary>For whom it is.</summary>
    SweepId Sweep { get; }
}
