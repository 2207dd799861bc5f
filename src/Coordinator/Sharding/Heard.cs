namespace Orchestrator.Coordinator.Sharding;

/// <summary>What nodes have said up to a letter is durable.</summary>
/// <param name="Number">The letter's.</param>
internal sealed record Heard(long Number);
