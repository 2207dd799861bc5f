namespace Orchestrator.Actors.Transport;

/// <summary>Someone came or went.</summary>
/// <param name="Name">Who.</param>
/// <param name="Present">Whether it is there now.</param>
public sealed record PresenceChange(string Name, bool Present);
