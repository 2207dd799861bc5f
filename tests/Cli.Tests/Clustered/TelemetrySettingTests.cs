using Orchestrator.Cli.Tests.EndToEnd;

namespace Orchestrator.Cli.Tests.Clustered;

/// <summary>A receiver of traces that is none is told at once, and not when the first trace is missed.</summary>
public sealed class TelemetrySettingTests
{
    [Fact]
    public async Task A_receiver_that_is_no_address_is_refused()
    {
        var environment = new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "collector" };
        var ending = await OrchestratorProcess.RunAsync(environment, "coordinator", "--database", "Host=nowhere.example;Database=sweeps");
        ending.ExitCode.ShouldBe(2, ending.Errors);
        ending.Errors.ShouldContain("OTEL_EXPORTER_OTLP_ENDPOINT is an address such as http://localhost:4317, not 'collector'");
    }
}
