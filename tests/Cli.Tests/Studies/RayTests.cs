using Orchestrator.Cli.Studies;
using Orchestrator.Cli.Studies.Ray;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Tests.Studies;

/// <summary>Spaces and trials of Ray Tune.</summary>
public sealed class RayTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ray-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("tune.loguniform(1e-4, 1e-1)", "float 0.0001 0.1 log")]
    [InlineData("ray.tune.uniform(lower=-5, upper=-1)", "float -5 -1")]
    [InlineData("quniform(3.2, 5.4, 0.2)", "float 3.2 5.4 step 0.2")]
    [InlineData("tune.qloguniform(1e-4, 1e-1, 5e-5)", "float 0.0001 0.1 log; it is rounded")]
    [InlineData("tune.randint(-9, 15)", "int -9 14")] // the upper bound is none of the values
    [InlineData("tune.qrandint(-21, 12, 3)", "int -21 12 step 3")] // but here it is
    [InlineData("tune.lograndint(1, 1_000)", "int 1 999 log")]
    [InlineData("tune.qlograndint(8, 512, 8)", "int 8 512 log; it is rounded")]
    [InlineData("tune.randn(10, 2)", "float 4 16; within three deviations of the mean")]
    [InlineData("tune.choice(['relu', \\\"tanh\\\", None, True, 3])", "[relu tanh none true 3]")]
    [InlineData("tune.choice([(16, 16), [32]])", "[[16, 16] [32]]")]
    [InlineData("tune.grid_search([32, 64])", "[32 64]")]
    [InlineData("tune.sample_from(lambda spec: spec.config.x * 2)", "nothing; is a program")]
    [InlineData("tune.uniform(0, 10 ** 3)", "nothing; has arguments that are not written out")]
    [InlineData("tune.loguniform(0, 1)", "nothing; a logarithmic scale begins above 0")]
    [InlineData("tune.choice(options)", "nothing; has arguments that are not written out")]
    public void A_call_maps_or_says_why_not(string call, string expected)
    {
        var imported = Read($"{{\n  \"x\": \"{call}\",\n  \"y\": \"tune.uniform(0, 1)\"\n}}\n");
        var parts = expected.Split("; ");
        WandbTests.Words([.. imported.Space.Where(parameter => parameter.Name == "x")]).ShouldBe(parts[0]);
        var notes = imported.Notes.Where(note => note.Line == 2).ToArray();
        notes.Length.ShouldBe(parts.Length - 1);
        notes.ShouldAllBe(note => note.Text.Contains(parts[1].Replace("it is", "is", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_space_in_yaml_nests_and_has_constants()
    {
        var imported = Read(
            """
            lr: tune.loguniform(1e-4, 1e-1)
            batch: { grid_search: [32, 64] }
            layers: 3
            optimizer:
              kind: tune.choice(["adam", "sgd"])
              nesterov: true
            """);
        imported.Space.ShouldBe(
        [
            new FloatParameter("lr", 1e-4, 0.1, Log: true), new CategoricalParameter("batch", ["32", "64"]),
            new CategoricalParameter("optimizer.kind", ["adam", "sgd"]),
        ]);
        imported.Fixed.ToString().ShouldBe("layers=3 optimizer.nesterov=true");
        imported.Notes[0].ShouldBe(
            new ImportNote(4, "'optimizer' holds settings: they are called 'optimizer.…' here, each one of its own"));
    }

    [Fact]
    public void Trials_are_a_history_by_the_metric_that_is_named()
    {
        WriteTrials();
        var imported = ForeignFile.Find(folder)!.Read();
        imported.Space.ShouldBe([new FloatParameter("lr", 0.0001, 0.1, Log: true), new CategoricalParameter("act", ["relu", "tanh"])]);
        imported.Fixed.ToString().ShouldBe("width=64");
        imported.Notes.Select(note => note.Text).ShouldBe(
        [
            "Ray keeps the space in a pickle: this one holds what the trials have tried, so look at its bounds",
            "the trials report loss, mean_accuracy", "'lr' spans decades and so is searched on a logarithmic scale",
        ]);
        var best = ForeignFile.Find($"{folder}:mean_accuracy")!.ReadStudy(new ObjectiveDefinition("accuracy", Direction.Maximize));
        best.Completed.Select(trial => (trial.Number, trial.Values[0])).ShouldBe([(0, 0.9), (1, 0.7)]); // the third failed
        ForeignFile.Find(folder)!.ReadStudy(new ObjectiveDefinition("loss", Direction.Minimize))
            .Completed.Select(trial => trial.Values[0]).ShouldBe([0.2, 0.5]);
        Should.Throw<UserError>(() => ForeignFile.Find(folder)!.ReadStudy(new ObjectiveDefinition("auc", Direction.Maximize)))
            .Message.ShouldContain($"no trial reports 'auc'; name what they report as {folder}:METRIC, of 'loss', 'mean_accuracy'");
    }

    [Fact]
    public void What_is_damaged_is_named()
    {
        WriteTrials();
        File.AppendAllText(Path.Combine(folder, "train_0", "result.json"), "{\"loss\":\n");
        ForeignFile.Find(folder)!.Read().History!.Trials.Count.ShouldBe(3); // of a trial that was killed
        File.AppendAllText(Path.Combine(folder, "train_0", "result.json"), "{}\n");
        Should.Throw<UserError>(() => ForeignFile.Find(folder)!.Read()).Message
            .ShouldContain($"{Path.Combine(folder, "train_0", "result.json")}:3 is no report");
        File.WriteAllText(Path.Combine(folder, "train_1", "params.json"), "[]");
        Should.Throw<UserError>(() => ForeignFile.Find(folder)!.Read()).Message.ShouldContain("params.json is no configuration");
        var bare = Directory.CreateDirectory(Path.Combine(folder, "bare")).FullName;
        ForeignFile.Find(bare).ShouldBeNull();
    }

    [Fact]
    public void Calls_are_read_as_Python_reads_them()
    {
        PythonCall.Parse("f(1, -2.5e-3, 'it\\'s', [1, (2,), None], k = True,)")!.ShouldSatisfyAllConditions(
            call => call.Name.ShouldBe("f"),
            call => call.Arguments.ShouldBe([1L, -0.0025, "it's", new List<object?> { 1L, new List<object?> { 2L }, null }]),
            call => call["k", 9].ShouldBe(true));
        foreach (var other in new[] { "f", "f(", "f(1", "f(1) + 2", "f(x)", "f(1 2)", "f('a)", "1(2)", "", "f(1e)" })
        {
            PythonCall.Parse(other).ShouldBeNull(other);
        }
    }

    private ImportedSweep Read(string text)
    {
        var file = Path.Combine(folder, "space.yaml");
        File.WriteAllText(file, text);
        return ForeignFile.Find(file)!.Read();
    }

    private void WriteTrials()
    {
        (string Parameters, string Results)[] trials =
        [
            ("""{"lr": 0.1, "act": "relu", "width": 64}""", """
                {"loss": 0.4, "mean_accuracy": 0.9, "training_iteration": 1, "done": false, "config": {"lr": 0.1}}
                {"loss": 0.2, "mean_accuracy": 0.8, "training_iteration": 2, "done": true, "time_total_s": 3.5}

                """),
            ("""{"lr": 0.0001, "act": "tanh", "width": 64}""", """
                {"loss": 0.5, "mean_accuracy": 0.7, "training_iteration": 1}
                {"loss": NaN, "mean_accuracy": NaN, "training_iteration": 2}

                """),
            ("""{"lr": 0.01, "act": "tanh", "width": 64}""", "{\"loss\": 0.1, \"mean_accuracy\": 0.99}\n"),
        ];
        foreach (var (number, (parameters, results)) in trials.Index())
        {
            var trial = Directory.CreateDirectory(Path.Combine(folder, $"train_{number}")).FullName;
            File.WriteAllText(Path.Combine(trial, "params.json"), parameters);
            File.WriteAllText(Path.Combine(trial, "result.json"), results);
        }

        File.WriteAllText(Path.Combine(folder, "train_2", "error.txt"), "out of memory");
    }
}
