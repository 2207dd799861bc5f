namespace Orchestrator.Actors.Transport;

/// <summary>What came and cannot be read, as from a later version. It will not become readable by coming again.</summary>
/// <param name="Manifest">What it calls itself.</param>
/// <param name="Sender">Whose it is.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record UnreadableMessage(string Manifest, string Sender, string Reason);
