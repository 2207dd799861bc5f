namespace Orchestrator.Coordinator.Tests.Hosting;

/// <summary>Meters belong to the process: no other test runs meanwhile, and what they show is what these tests did.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TelemetryCollection
{
    public const string Name = "Telemetry";
}
