namespace Orchestrator.Actors.Transport;

/// <summary>What travels between processes: already encoded.</summary>
/// <param name="Id">Unique for ever. A repeated send has the same.</param>
/// <param name="Sender">The inbox to answer to.</param>
/// <param name="Manifest">Names the message's type and version; never a .NET type name.</param>
/// <param name="Json">The encoded message. The transport does not look inside.</param>
public sealed record TransportMessage(string Id, string Sender, string Manifest, string Json);
