namespace Orchestrator.Actors.Transport;

/// <summary>A message at its receiver.</summary>
/// <param name="Message">The message.</param>
/// <param name="Earlier">How often it was delivered before and not acknowledged, as far as known; 0 does not rule out a duplicate.</param>
public sealed record Delivery(TransportMessage Message, int Earlier);
