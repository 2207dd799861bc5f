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
        var networks = preview.GetProperty("networks");
        networks.GetProperty("fewest").GetInt64().ShouldBeInRange(1, networks.GetProperty("most").GetInt64());
        var most = networks.GetProperty("diskBytes").GetInt64();

        using var run = workshop.Run("planned");
        var first = await run.SeesAsync("trial-suggested/1");
        first.GetProperty("configuration").ToString().ShouldBe(Compact(preview.GetProperty("suggestions")[0]));
        (await run.EndAsync()).ExitCode.ShouldBe(0);
        new DirectoryInfo(Path.Combine(workshop.Home("planned"), "sweeps")).EnumerateFiles("*.bin", SearchOption.AllDirectories)
            .Sum(file => file.Length).ShouldBeLessThan(most);

        plan = await OrchestratorProcess.RunAsync("plan", workshop.SweepFile, "--like", "planted-1", "--home", workshop.Home("planned"));
        plan.Output.ShouldMatch(@"about \d.* of one slot, .* a training, as the folds of planted-1 took");

        var verify = await OrchestratorProcess.RunAsync("verify", "--home", workshop.Home("planned"));
        verify.ExitCode.ShouldBe(0, verify.Errors);
        verify.Output.ShouldContain("3 suggestions, all derived again");
    }

    [Fact]
    public async Task A_plan_says_what_a_space_is_and_what_it_lacks()
    {
        var text = await File.ReadAllTextAsync(workshop.SweepFile);
        var plan = await PlanAsync(
            text.Replace("low: 0.1, high: 0.4, step: 0.1", "low: 0.0, high: 0.5, step: 0.2", StringComparison.Ordinal));
        plan.Output.ShouldContain("bayesian search over a continuous space");
        plan.Output.ShouldContain("note: 'dropout' never is 0.5, which its steps of 0.2 miss; its last value is 0.4");

        var small = text
            .Replace("{ type: float, low: 1e-3, high: 1e-2, log: true }", "{ choices: [0.001, 0.01] }", StringComparison.Ordinal)
            .Replace("high: 0.4, step: 0.1", "high: 0.2, step: 0.1", StringComparison.Ordinal)
            .Replace("bayesian, trials: 3", "random, trials: 12", StringComparison.Ordinal);
        plan = await PlanAsync(small, "--suggestions", "12");
        plan.Output.ShouldContain("4 trials x 3 folds");
        plan.Output.ShouldContain("random search over 4 points");
        plan.Output.Split('\n').Where(line => line.StartsWith("  trial ", StringComparison.Ordinal)).Select(line => line.Split(": ")[1])
            .Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public async Task Epochs_on_the_command_line_that_leave_a_pruner_nothing_are_refused()
    {
        var text = await File.ReadAllTextAsync(workshop.SweepFile);
        await File.WriteAllTextAsync(workshop.SweepFile,
            text.Replace("parallel: 1", "pruner: { name: halving, first_rung: 4 }", StringComparison.Ordinal));
        var run = await OrchestratorProcess.RunAsync("run", workshop.SweepFile, "--epochs", "3", "--home", workshop.Home("short"));
        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain("'firstRung' ('4') lies beyond the 3 epochs of a fold");
    }

    private async Task<OrchestratorProcess.Ending> PlanAsync(string text, params string[] options)
    {
        await File.WriteAllTextAsync(workshop.SweepFile, text);
        var plan = await OrchestratorProcess.RunAsync(["plan", workshop.SweepFile, .. options]);
        plan.ExitCode.ShouldBe(0, plan.Errors);
        return plan;
    }

    private static string Compact(System.Text.Json.JsonElement element) =>
        System.Text.Json.JsonSerializer.Serialize(element, Contracts.Serialization.WireJson.Options);
}
