namespace Orchestrator.Actors.Transport.RabbitMq;

/// <summary>Files in PEM format for TLS.</summary>
/// <param name="Authority">The certificates that the broker's must descend from; null: the system's authorities.</param>
/// <param name="Certificate">Our own certificate, for a broker that asks for one.</param>
/// <param name="Key">The key of our own certificate; null when it is in the same file.</param>
public sealed record RabbitTls(string? Authority = null, string? Certificate = null, string? Key = null);
