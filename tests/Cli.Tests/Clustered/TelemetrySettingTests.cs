using Orchestrator.Cli.Tests.EndToEnd;

namespace Orchestrator.Cli.Tests.Clustered;

/// <summary>A receiver of traces that is none is told at once, and not when the first trace is missed.</summary>
public sealed class TelemetrySettingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("orchestrator-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_receiver_that_is_no_address_is_refused()
    {
        var environment = new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "collector" };
        var ending = await OrchestratorProcess.RunAsync(
            environment, "coordinator", "--database", "Host=localhost;Database=sweeps", "--home", folder);
        ending.ExitCode.ShouldBe(2, ending.Errors);
        ending.Errors.ShouldContain("OTEL_EXPORTER_OTLP_ENDPOINT is an address such as http://localhost:4317, not 'collector'");
    }
}
