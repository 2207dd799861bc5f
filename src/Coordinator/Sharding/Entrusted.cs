using Orchestrator.Actors;

namespace Orchestrator.Coordinator.Sharding;

/// <summary>The seat tells a sweep's proxy who is to hold it from now on.</summary>
/// <param name="Holder">Stands for that process, or is in this one.</param>
/// <param name="IsHere">Whether it is in this one.</param>
/// <param name="IsNew">Whether the sweep has just been submitted.</param>
internal sealed record Entrusted(IActorRef Holder, bool IsHere, bool IsNew);
