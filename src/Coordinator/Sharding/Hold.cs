namespace Orchestrator.Coordinator.Sharding;

/// <summary>Hold the sweep from now on: the first letter of a tenure.</summary>
/// <param name="ArtifactRoot">The seat's folder of checkpoints and models.</param>
/// <param name="Lease">How long an attempt that its node does not vouch for counts as running.</param>
internal sealed record Hold(string ArtifactRoot, TimeSpan? Lease);
