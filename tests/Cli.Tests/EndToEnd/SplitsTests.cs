using System.Text.Json;

namespace Orchestrator.Cli.Tests.EndToEnd;

/// <summary>Repeats, nesting and the leakage guard, from the sweep file to the table.</summary>
public sealed class SplitsTests : IDisposable
{
    private readonly CliFixture workshop = new();

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task Copies_are_told_in_plan_and_show_and_refused_or_grouped_on_demand()
    {
        File.AppendAllText(workshop.Data,
            string.Concat(File.ReadAllLines(workshop.Data).Take(40)
            .Select((line, i) => (i % 2 == 0 ? line.Replace(">", ">copy-") : line) + "\n")));
        var plan = await PlanAsync();
        plan.Output.ShouldContain("are copies of rows that are trained on, such as rows ");

        Split("leakage: refuse, ");
        var refused = await PlanAsync();
        refused.ExitCode.ShouldBe(2);
        refused.Errors.ShouldContain("which 'leakage: refuse' does not allow");

        Split("leakage: group, repeats: 2, ");
        (await PlanAsync()).Output.ShouldContain("no copies or kin lie on both sides of a split");
        var (table, json) = await RunAsync("grouped", "--trials", "1", "--epochs", "1");
        json.GetProperty("leakage").GetArrayLength().ShouldBe(0);
        json.GetProperty("trials")[0].GetProperty("folds").GetArrayLength().ShouldBe(6);
        table.ShouldContain("3 folds x 2 repeats");

        Split("");
        (table, json) = await RunAsync("leaking", "--trials", "1", "--epochs", "1");
        json.GetProperty("leakage")[0].GetProperty("kinship").GetString().ShouldBe("copies");
        table.ShouldContain("copies of rows");
    }

    [Fact]
    public async Task A_nested_cross_validation_is_a_sweep_for_each_outer_fold_and_can_be_killed_between_them()
    {
        File.WriteAllText(workshop.SweepFile, File.ReadAllText(workshop.SweepFile)
            .Replace("test: { fraction: 0.2, rows: random }", "nested: { inner: 2 }"));
        var whole = await RunAsync("whole", "--trials", "2", "--epochs", "2");
        whole.Table.ShouldContain("over the outer folds, which no search has seen");
        var expected = await NestedAsync("whole");
        expected.GetProperty("folds").GetArrayLength().ShouldBe(3);

        using (var killed =
            OrchestratorProcess.Start("run", workshop.SweepFile, "--json", "--home", workshop.Home("killed"), "--trials", "2", "--epochs",
                "2"))
        {
            await killed.SeesAsync("sweep-completed/1");
            await killed.KillAsync();
        }
        (await OrchestratorProcess.RunAsync("resume", "--home", workshop.Home("killed"))).ExitCode.ShouldBe(0);
        (await NestedAsync("killed")).ToString().ShouldBe(expected.ToString());

        async Task<JsonElement> NestedAsync(string home) =>
            JsonDocument.Parse(
                (await OrchestratorProcess.RunAsync("best", "--json", "--home", workshop.Home(home))).Output).RootElement.GetProperty(
                    "nested");
    }

    private Task<OrchestratorProcess.Ending> PlanAsync() => OrchestratorProcess.RunAsync("plan", workshop.SweepFile);

    private async Task<(string Table, JsonElement Json)> RunAsync(string home, params string[] options)
    {
        var run = await OrchestratorProcess.RunAsync(["run", workshop.SweepFile, "--home", workshop.Home(home), .. options]);
        run.ExitCode.ShouldBe(0, run.Errors + run.Output);
        var show = await OrchestratorProcess.RunAsync("show", "--home", workshop.Home(home));
        var json = await OrchestratorProcess.RunAsync("show", "--json", "--home", workshop.Home(home));
        return (show.Output, JsonDocument.Parse(json.Output).RootElement);
    }

    private void Split(string options)
    {
        var text = File.ReadAllText(workshop.SweepFile);
        var (from, to) = (text.IndexOf("{ folds: 3, ", StringComparison.Ordinal), text.IndexOf("test: {", StringComparison.Ordinal));
        File.WriteAllText(workshop.SweepFile, $"{text[..from]}{{ folds: 3, stratified: true, {options}{text[to..]}");
    }
}
