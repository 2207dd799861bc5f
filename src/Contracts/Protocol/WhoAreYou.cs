namespace Orchestrator.Contracts.Protocol;

/// <summary>
/// A coordinator asks a node to say <see cref="NodeJoined"/>: because it has just taken its seat, because the node has just appeared, and then again
/// and again, for the answer renews the node's leases.
/// </summary>
/// <param name="Asker">Tells coordinators apart: a new one must not take an answer to its predecessor for its own.</param>
/// <param name="Question">When it was asked, by the asker's clock; nothing else can read it.</param>
public sealed record WhoAreYou(string Asker = "", long Question = 0);
