namespace Orchestrator.GpuNode.Link;

/// <summary>A message of a coordinator.</summary>
/// <param name="Coordinator">Where whoever sent it lives: a remoting address, <c>host:port</c>; null = it does not say.</param>
/// <param name="Message">One of the protocol.</param>
public sealed record CoordinatorSaid(string? Coordinator, object Message);
