using Orchestrator.Contracts.Collections;

namespace Orchestrator.Contracts.Protocol;

/// <summary>A node offers its slots; the sender is the node.</summary>
public sealed record NodeJoined(string Node, EquatableList<SlotDescription> Slots);
