namespace Orchestrator.Coordinator.Tests.Api;

/// <summary>Tests that exchange the process's log: no others run meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SerilogCollection
{
    public const string Name = "serilog";
}
