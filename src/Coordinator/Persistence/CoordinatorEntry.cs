namespace Orchestrator.Coordinator.Persistence;

/// <summary>A coordinator that has announced itself.</summary>
/// <param name="Address">Of its actor system, for example <c>akka.ssl.tcp://orchestrator@host:port</c>.</param>
/// <param name="Api">Of its HTTP API, for example <c>https://host:port</c>.</param>
/// <param name="Age">How long ago it last did, by the database's clock.</param>
public sealed record CoordinatorEntry(string Address, string Api, TimeSpan Age);
