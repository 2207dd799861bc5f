namespace Orchestrator.Coordinator.Web;

/// <summary>A node of the cluster, now.</summary>
/// <param name="Name">Unique among the nodes that are present.</param>
/// <param name="Slots">Folds that it can run at once, at least 0.</param>
/// <param name="Busy">Slots that a sweep holds.</param>
/// <param name="Draining">Whether it is given nothing more.</param>
public sealed record NodeStatus(string Name, int Slots, int Busy, bool Draining = false);
