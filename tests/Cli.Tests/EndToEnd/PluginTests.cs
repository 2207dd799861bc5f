using System.Text.Json;
using Orchestrator.Shared.Compiled;

namespace Orchestrator.Cli.Tests.EndToEnd;

/// <summary>Plug-ins in the real program: from the sweep file to the last command that asks what was trained.</summary>
public sealed class PluginTests : IDisposable
{
    private const string Sampler = """
        public sealed class Drawn : ISampler
        {
            public string Name => "drawn";
            public string Summary => "draws";
            public double[]? Suggest(SamplerRequest request) => request.Space.Draw(request.Random);
        }

        """;

    private const string Metric = """
        public sealed class Recall : IClassMetric
        {
            public string Name => "recall-of-one";
            public string Summary => "recall of class 1";
            public bool LargerIsBetter => true;
            public double Least => 0;
            public double Most => 1;
            public double Of(IClassPredictions p)
            {
                var rows = Enumerable.Range(0, p.Rows).Where(row => p.Truth(row) == 1).ToArray();
                return rows.Count(row => p.Predicted(row) == 1) / (double)rows.Length;
            }
        }

        """;

    private readonly string root = Directory.CreateTempSubdirectory("plugins-").FullName;

    private string Plugin => Path.Combine(root, "demo");

    private string Home => Path.Combine(root, "home");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task Model_metric_and_sampler_of_a_plugin_run_are_resumed_verified_and_predict()
    {
        Compile(CompiledPlugin.Model("demo") + Sampler + Metric);
        var file = Sweep("algorithm: drawn, trials: 3", "metric: recall-of-one");
        var plan = await OrchestratorProcess.RunAsync("plan", file);
        plan.ExitCode.ShouldBe(0, plan.Errors);
        plan.Output.ShouldContain("drawn search");
        using (var killed = OrchestratorProcess.Start("run", file, "--json", "--home", Home))
        {
            await killed.SeesAsync("attempt-started/1");
            await killed.KillAsync();
        }

        var resumed = await OrchestratorProcess.RunAsync("resume", "--json", "--home", Home);
        resumed.ExitCode.ShouldBe(0, resumed.Errors);
        resumed.Output.ShouldContain("validation/recall-of-one");
        Directory.Delete(Plugin, recursive: true); // the home has copies
        var verified = await OrchestratorProcess.RunAsync("verify", "--home", Home);
        (verified.ExitCode, verified.Output.Contains("3 suggestions, all derived again")).ShouldBe((0, true), verified.Errors);
        verified.Output.ShouldContain("the plug-in demo that was asked has the content ");
        var predicted = await OrchestratorProcess.RunAsync("predict", "demo-1", file, "--home", Home);
        predicted.ExitCode.ShouldBe(0, predicted.Errors);
        predicted.Errors.ShouldContain("recall-of-one");
    }

    [Fact]
    public async Task Another_build_in_its_place_is_refused_at_resume_and_told_by_verify()
    {
        Compile(CompiledPlugin.Model("demo") + Sampler);
        using (var killed = OrchestratorProcess.Start("run", Sweep("algorithm: drawn, trials: 300"), "--json", "--home", Home))
        {
            await killed.SeesAsync("attempt-completed/1");
            await killed.KillAsync();
        }

        Compile(CompiledPlugin.Model("demo") + Sampler.Replace("\"draws\"", "\"draws otherwise\"", StringComparison.Ordinal));
        var resumed = await OrchestratorProcess.RunAsync("resume", "--home", Home);
        resumed.ExitCode.ShouldBe(2, resumed.Errors);
        resumed.Errors.ShouldStartWith($"error: The plug-in demo in {Plugin} is not what the sweep was started with: its content is ");
        resumed.Errors.ShouldContain("Bring the old content back, or start a new sweep");
        var verified = await OrchestratorProcess.RunAsync("verify", "--home", Home);
        verified.ExitCode.ShouldBe(0, verified.Errors);
        verified.Errors.ShouldContain($"note: The plug-in demo in {Plugin} is not what the sweep was started with");
    }

    [Theory]
    [InlineData("throw new InvalidOperationException(\"No weights.\");", "InvalidOperationException: No weights.", "error", 10)]
    [InlineData("new ManualResetEventSlim().Wait();", "taken no step for 0.1 minutes (resources: stall_minutes).", "crashed", 0.1)]
    [InlineData("Environment.FailFast(\"Out of ideas.\");", "was aborted (SIGABRT)", "crashed", 10)]
    public async Task A_model_that_throws_hangs_or_dies_costs_its_attempts_and_the_journal_says_why(
        string what, string reason, string kind, double stallMinutes)
    {
        Compile(CompiledPlugin.Model("demo", what));
        var more = FormattableString.Invariant($"retries: 1, stall_minutes: {stallMinutes}");
        var ending = await OrchestratorProcess.RunAsync(
            "run", Sweep("algorithm: random, trials: 1", more: more), "--json", "--home", Home);
        ending.ExitCode.ShouldBe(1, ending.Errors);
        var failed = Events(ending.Output, "attempt-failed/1").ToArray();
        failed.Length.ShouldBeGreaterThanOrEqualTo(2);
        failed.ShouldAllBe(attempt => attempt.GetProperty("kind").GetString() == kind
            && attempt.GetProperty("reason").GetString()!.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_model_prints_where_the_worker_reports_disturbs_no_report()
    {
        Compile(CompiledPlugin.Model("demo", """
            using (var output = new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(1, false), FileAccess.Write))
            {
                output.Write(System.Text.Encoding.UTF8.GetBytes("{}\n{\"message\": \"garbage\"}\n{\"message\": \"compl"));
            }
            Console.Write("and more, without an end of line");
            """));
        var ending = await OrchestratorProcess.RunAsync(
            "run", Sweep("algorithm: random, trials: 1", more: "retries: 0"), "--json", "--home", Home);
        ending.ExitCode.ShouldBe(0, ending.Errors);
        Events(ending.Output, "attempt-failed/1").ShouldBeEmpty();
        var logs = await OrchestratorProcess.RunAsync("logs", "demo-1", "0", "--home", Home);
        logs.Output.ShouldContain("garbage");
    }

    [Fact]
    public async Task A_sampler_that_throws_ends_the_search_with_the_reason()
    {
        Compile(Sampler.Replace("request.Space.Draw(request.Random)",
            "request.Trial == 1 ? throw new IOException(\"No table.\") : request.Space.Draw(request.Random)", StringComparison.Ordinal));
        var ending = await OrchestratorProcess.RunAsync(
            "run", Sweep("algorithm: drawn, trials: 3", model: "mlp"), "--json", "--home", Home);
        ending.ExitCode.ShouldBe(0, ending.Errors);
        Events(ending.Output, "search-stopped/1").ShouldHaveSingleItem().GetProperty("reason").GetString().ShouldBe(
            "The sampler failed at trial 1: The sampler 'drawn' of the plug-in demo failed: IOException: No table.");
    }

    [Fact]
    public async Task Plugins_of_a_folder_are_known_to_every_command_and_what_is_wrong_in_a_sweep_file_has_its_place()
    {
        Compile(Sampler + Metric);
        var doctor = await OrchestratorProcess.RunAsync("doctor", "--plugins", root, "--json", "--home", Home);
        doctor.Output.ShouldContain("demo offers sampler drawn, metric recall-of-one");
        var file = Sweep("algorithm: drawm, trials: 3", model: "mlp");
        var wrong = await OrchestratorProcess.RunAsync("plan", file);
        (wrong.ExitCode, wrong.Errors.Contains("Did you mean 'drawn'?", StringComparison.Ordinal)).ShouldBe((2, true), wrong.Errors);
        File.WriteAllText(file, File.ReadAllText(file).Replace("plugins: [demo]", "plugins: [dmo]", StringComparison.Ordinal));
        wrong = await OrchestratorProcess.RunAsync("plan", file);
        (wrong.ExitCode, wrong.Errors.Contains($"{file}:1:11: ", StringComparison.Ordinal)).ShouldBe((2, true), wrong.Errors);
        // Without the key, a plug-in of --plugins that the file uses is named by the sweep all the same.
        File.WriteAllText(file, File.ReadAllText(file).Replace("plugins: [dmo]", "", StringComparison.Ordinal)
            .Replace("drawm", "drawn", StringComparison.Ordinal));
        var plan = await OrchestratorProcess.RunAsync(
            new Dictionary<string, string> { ["ORCHESTRATOR_PLUGINS"] = root }, "plan", file);
        plan.ExitCode.ShouldBe(0, plan.Errors);
    }

    [Fact]
    public async Task A_new_model_builds_and_runs_as_it_is()
    {
        var place = Path.Combine(root, "my-net");
        var made = await OrchestratorProcess.RunAsync("new", "model", "my-net", "--out", place);
        made.ExitCode.ShouldBe(0, made.Errors);
        var run = await OrchestratorProcess.RunAsync("run", Path.Combine(place, "sweep.yaml"), "--json", "--home", Home);
        run.ExitCode.ShouldBe(0, run.Errors);
        Events(run.Output, "trial-completed/1").Count().ShouldBe(4);
        var again = await OrchestratorProcess.RunAsync("new", "model", "my-net", "--out", place);
        (again.ExitCode, again.Errors.Contains("is there already", StringComparison.Ordinal)).ShouldBe((2, true), again.Errors);
    }

    [Theory]
    [InlineData("sampler")]
    [InlineData("metric")]
    [InlineData("reader")]
    [InlineData("pruner")]
    public async Task What_else_is_new_builds_and_can_be_planned(string kind)
    {
        var place = Path.Combine(root, "own");
        (await OrchestratorProcess.RunAsync("new", kind, "own", "--out", place)).ExitCode.ShouldBe(0);
        var plan = await OrchestratorProcess.RunAsync("plan", Path.Combine(place, "sweep.yaml"));
        plan.ExitCode.ShouldBe(0, plan.Errors);
    }

    [Fact]
    public async Task What_the_compiler_has_against_a_project_is_said()
    {
        var place = Path.Combine(root, "own");
        (await OrchestratorProcess.RunAsync("new", "metric", "own", "--out", place)).ExitCode.ShouldBe(0);
        File.AppendAllText(Path.Combine(place, "OwnMetric.cs"), "not C#");
        var plan = await OrchestratorProcess.RunAsync("plan", Path.Combine(place, "sweep.yaml"));
        plan.ExitCode.ShouldBe(2, plan.Errors);
        plan.Errors.ShouldContain("the plug-in cannot be built");
        plan.Errors.ShouldContain("OwnMetric.cs");
    }

    private void Compile(string code) => CompiledPlugin.In(Plugin, "demo", CompiledPlugin.Mark + code);

    private string Sweep(string search, string objective = "metric: accuracy", string model = "demo", string more = "retries: 2")
    {
        var path = Path.Combine(root, "sweep.yaml");
        File.WriteAllText(path, $$"""
            plugins: [demo]
            name: demo
            seed: 3
            data: { synth: trait-pair, rows: 60 }
            model: { name: {{model}}, fixed: { batch_size: 16 } }
            search: { {{search}} }
            space: { learning_rate: { type: float, low: 1e-3, high: 1e-2 } }
            cross_validation: { folds: 2, stratified: true, test: { fraction: 0.2, rows: random } }
            objective: { {{objective}}, direction: maximize }
            stopping: { epochs: 2 }
            resources: { device: cpu, slots: 1, {{more}} }
            """);
        return path;
    }

    private static IEnumerable<JsonElement> Events(string output, string kind) =>
        from line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        let content = JsonDocument.Parse(line).RootElement
        where content.TryGetProperty("event", out var named) && named.GetString() == kind
        select content.GetProperty("data");
}
