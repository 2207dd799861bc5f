namespace Orchestrator.Cli.Tests.EndToEnd;

public class CommandLineTests
{
    [Theory]
    [InlineData("run")]
    [InlineData("resume")]
    [InlineData("list")]
    [InlineData("show")]
    [InlineData("compare")]
    [InlineData("logs")]
    [InlineData("enqueue")]
    [InlineData("best")]
    [InlineData("export")]
    [InlineData("import")]
    [InlineData("doctor")]
    [InlineData("plan")]
    [InlineData("verify")]
    [InlineData("importance")]
    [InlineData("plot")]
    [InlineData("coordinator")]
    [InlineData("node")]
    [InlineData("submit")]
    [InlineData("watch")]
    [InlineData("bench search")]
    public async Task Every_command_explains_itself_with_examples(string command)
    {
        var help = await OrchestratorProcess.RunAsync([.. command.Split(' '), "--help"]);
        help.ExitCode.ShouldBe(0, help.Errors);
        help.Output.ShouldContain("Examples:");
        help.Output.ShouldContain($"  orchestrator {command}");
    }

    [Fact]
    public async Task Without_a_command_it_says_where_to_begin()
    {
        var help = await OrchestratorProcess.RunAsync();
        help.ExitCode.ShouldBe(0, help.Errors);
        help.Output.ShouldContain("orchestrator run examples/splice.yaml");
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run", "nowhere.yaml")]
    [InlineData("rnu", "x.yaml")]
    [InlineData("export", "--format", "jsonl", "--json")]
    [InlineData("export", "--format", "jsonl", "--rows", "folds")]
    [InlineData("export", "--format", "mlflow", "--rows", "measurements", "--out", "x")]
    [InlineData("export", "--format", "optuna")]
    [InlineData("import", "nowhere.yaml")]
    [InlineData("run", "x.yaml", "--device", "tpu")]
    [InlineData("list", "--home", "/nonexistent/home")]
    [InlineData("compare", "splice-1", "3")]
    [InlineData("compare", "3", "5")]
    [InlineData("compare", "splice-1:x", "splice-1:3")]
    [InlineData("logs", "splice-1", "3", "--home", "/nonexistent/home")]
    [InlineData("enqueue", "splice-1", "0.001", "--server", "http://localhost:1")]
    [InlineData("bench", "search", "--suite", "both")]
    [InlineData("bench", "search", "--samplers", "bayesain")]
    [InlineData("bench", "search", "--seeds", "0")]
    [InlineData("bench", "search", "--best-by", "1")]
    public async Task What_a_user_can_put_right_ends_with_code_2_and_one_message(params string[] arguments)
    {
        var ending = await OrchestratorProcess.RunAsync(arguments);
        ending.ExitCode.ShouldBe(2, ending.Output);
        ending.Errors.ShouldStartWith("error: ");
        ending.Errors.ShouldNotContain("   at "); // no stack trace
    }

    [Fact]
    public async Task Bench_search_prints_a_line_a_search_and_who_won()
    {
        var bench = await OrchestratorProcess.RunAsync(
            "bench", "search", "--suite", "tuning", "--samplers", "sobol,random", "--seeds", "1", "--trials", "25");
        bench.ExitCode.ShouldBe(0, bench.Errors);
        bench.Output.ShouldContain("choices-6 (8 parameters)");
        bench.Output.ShouldContain("sobol: at or below the best of the others in ");
        var json = await OrchestratorProcess.RunAsync(
            "bench", "search", "--suite", "held-out", "--samplers", "random", "--seeds", "1", "--trials", "25", "--json");
        System.Text.Json.JsonDocument.Parse(json.Output).RootElement.GetProperty("results").GetArrayLength().ShouldBe(14);
    }
}
