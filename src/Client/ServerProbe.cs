namespace Orchestrator.Client;

/// <summary>What came of asking one coordinator whether it is there, and in the cluster.</summary>
/// <param name="Server">Whom.</param>
/// <param name="Answers">Whether it answered.</param>
/// <param name="Detail">What is wrong; null when nothing is.</param>
/// <param name="Untrusted">Whether its certificate was not trusted.</param>
/// <param name="CertificateEnds">When its certificate expires; null without TLS, or without an answer.</param>
public sealed record ServerProbe(Uri Server, bool Answers, string? Detail, bool Untrusted, DateTimeOffset? CertificateEnds);
