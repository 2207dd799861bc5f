namespace Orchestrator.Actors.Transport;

/// <summary>The transport failed. What was asked for may or may not have happened.</summary>
public sealed class TransportException(string message, Exception? cause = null) : Exception(message, cause);
