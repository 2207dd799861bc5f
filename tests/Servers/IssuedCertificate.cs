namespace Orchestrator.Servers;

/// <summary>A certificate and its key, as PEM files.</summary>
public sealed record IssuedCertificate(string Certificate, string Key);
