namespace Orchestrator.Cli.Tests.EndToEnd;

public sealed class PlanAndVerifyTests : IDisposable
{
    private readonly CliFixture workshop = new();

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task A_plan_shows_the_first_suggestions_and_the_sweep_keeps_to_them()
    {
        var plan = await OrchestratorProcess.RunAsync("plan", workshop.SweepFile, "--json");
        plan.ExitCode.ShouldBe(0, plan.Errors);
        var preview = System.Text.Json.JsonDocument.Parse(plan.Output).RootElement;
        preview.GetProperty("attempts").GetInt32().ShouldBe(3 * 3 + 1);
        Directory.Exists(workshop.Home(".orchestrator")).ShouldBeFalse();

        using var run = workshop.Run("planned");
        var first = await run.SeesAsync("trial-suggested/1");
        first.GetProperty("configuration").ToString().ShouldBe(Compact(preview.GetProperty("suggestions")[0]));
        (await run.EndAsync()).ExitCode.ShouldBe(0);

        var verify = await OrchestratorProcess.RunAsync("verify", "--home", workshop.Home("planned"));
        verify.ExitCode.ShouldBe(0, verify.Errors);
        verify.Output.ShouldContain("3 suggestions, all derived again");
    }

    private static string Compact(System.Text.Json.JsonElement element) =>
        System.Text.Json.JsonSerializer.Serialize(element, Contracts.Serialization.WireJson.Options);
}
