namespace Orchestrator.Contracts.Protocol;

/// <summary>A coordinator asks a node to say <see cref="NodeJoined"/>, because it has just taken its seat or the node has just appeared.</summary>
public sealed record WhoAreYou;
