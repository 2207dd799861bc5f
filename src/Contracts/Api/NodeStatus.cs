using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Messages;

namespace Orchestrator.Contracts.Api;

/// <summary>A node of the cluster, now.</summary>
/// <param name="Name">Unique among the nodes that are present.</param>
/// <param name="Slots">Folds that it can run at once, at least 0.</param>
/// <param name="Busy">Slots that a sweep holds.</param>
/// <param name="Draining">Whether it is given nothing more.</param>
/// <param name="Excluded">Why it is given nothing for a while; null = it is.</param>
/// <param name="Labels">What its operator says of it; null = nothing.</param>
/// <param name="Devices">What it trains on; null = unknown.</param>
/// <param name="Data">Names of the data sets on its disk (<see cref="DataSetName"/>); null = unknown.</param>
public sealed record NodeStatus(
    string Name, int Slots, int Busy, bool Draining = false, string? Excluded = null, EquatableList<NodeLabel>? Labels = null,
    EquatableList<NodeDevice>? Devices = null, EquatableList<string>? Data = null);
