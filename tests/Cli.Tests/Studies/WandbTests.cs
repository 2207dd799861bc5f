using System.Globalization;
using Orchestrator.Cli.Studies;
using Orchestrator.Cli.SweepFiles;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Tests.Studies;

/// <summary>Sweep configurations of Weights &amp; Biases.</summary>
public sealed class WandbTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("wandb-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_whole_configuration_becomes_a_sweep_file_that_loads()
    {
        var imported = Import(
            """
            program: train.py
            name: MNIST, tuned
            project: digits
            method: bayes
            run_cap: 30
            metric: { name: val_loss, goal: minimize, target: 0.01 }
            early_terminate: { type: hyperband, min_iter: 3, eta: 2 }
            parameters:
              lr: { distribution: log_uniform_values, min: 1e-5, max: 1e-1 }
              layers: { min: 1, max: 4 }
              dropout: { min: 0.0, max: 0.5 }
              batch: { values: [32, 64, 128] }
              epochs: { value: 12 }
              seed: { values: [1, 2, 3] }
              optimizer:
                parameters:
                  name: { values: [adam, sgd] }
                  momentum: { distribution: q_uniform, min: 0, max: 0.9, q: 0.1 }
            """);
        imported.Space.ShouldBe(
        [
            new FloatParameter("lr", 1e-5, 1e-1, Log: true), new IntParameter("layers", 1, 4), new FloatParameter("dropout", 0, 0.5),
            new CategoricalParameter("batch", ["32", "64", "128"]), new CategoricalParameter("optimizer.name", ["adam", "sgd"]),
            new FloatParameter("optimizer.momentum", 0, 0.9, Step: 0.1),
        ]);
        imported.Notes.Select(note => (note.Line, note.Text.Split(':')[0])).ShouldBe(
        [
            (1, "a program reports to W&B with wandb.log; here it prints lines of JSON instead, see docs/how-to/own-trainer.md. This file "
                + "belongs beside train.py"),
            (3, "'project' (digits) is W&B's own"), (7, "W&B's hyperband compares all runs at the same iterations, in one bracket"),
            (9, "'seed' is left out"), (15, "'optimizer' holds parameters"),
        ]);

        File.WriteAllText(Path.Combine(folder, "train.py"), "print('trains')\n");
        var sweep = Path.Combine(folder, "sweep.yaml");
        File.WriteAllLines(sweep, SweepText.Of(imported, "wandb.yaml"));
        var definition = SweepFileLoader.Load(sweep, new SweepOverrides());
        definition.Name.ShouldBe("mnist-tuned");
        definition.Model.Command!.Arguments.ShouldBe(["python3", "train.py", "--seed={seed}"]);
        definition.Model.Command.Pass.ShouldBe(ParameterPassing.Arguments);
        definition.Model.Fixed["epochs"].ShouldBe(ParameterValue.Of(12));
        definition.Search.ShouldBe(new SearchDefinition("bayesian", 30,
            Pruning: new PruningDefinition("halving", FirstRung: 3, Reduction: 2), Stop: new StopDefinition(Target: 0.01)));
        definition.Objective.ShouldBe(new ObjectiveDefinition("val_loss", Direction.Minimize));
        definition.Space.Parameters.ShouldBe(imported.Space);
    }

    [Theory]
    [InlineData("distribution: uniform, min: 1, max: 2", "float 1 2")]
    [InlineData("min: 1, max: 2", "int 1 2")]
    [InlineData("min: 1.5, max: 2", "float 1.5 2")]
    [InlineData("distribution: int_uniform, min: -3, max: 9", "int -3 9")]
    [InlineData("distribution: q_uniform, min: 1, max: 9, q: 2", "int 0 8 step 2")]
    [InlineData("distribution: q_uniform, min: 0, max: 1, q: 0.25", "float 0 1 step 0.25")]
    [InlineData("distribution: log_uniform, min: 0, max: 0", "float 1 1 log")]
    [InlineData("distribution: inv_log_uniform, min: 0, max: 0", "float 1 1 log")]
    [InlineData("distribution: inv_log_uniform_values, min: 0.1, max: 10", "float 0.1 10 log")]
    [InlineData("distribution: q_log_uniform_values, min: 1, max: 64", "int 1 64 log")]
    [InlineData("distribution: q_log_uniform_values, min: 8, max: 64, q: 8", "float 8 64 log; rounded to multiples of 8")]
    [InlineData("distribution: normal, mu: 0.5, sigma: 0.1", "float 0.2 0.8; within three deviations of the mean")]
    [InlineData("distribution: q_normal, mu: 100, sigma: 10, q: 10", "int 70 130 step 10; within three deviations of the mean")]
    [InlineData("distribution: log_normal, mu: 0, sigma: 0", "float 1 1 log; within three deviations of the mean")]
    [InlineData("distribution: beta, a: 2, b: 5", "float 0 1; beta distribution")]
    [InlineData("values: [a, b], probabilities: [0.9, 0.1]", "[a b]; has probabilities")]
    [InlineData("values: [true, null, 0.10, [3, 3]]", "[true none 0.1 [3, 3]]; choices that are lists")]
    [InlineData("distribution: log_uniform_values, min: 0, max: 1", "nothing; 'x' is left out: a logarithmic scale begins above 0")]
    [InlineData("distribution: zipf, min: 0, max: 1", "nothing; 'zipf' is no distribution of numbers")]
    [InlineData("distribution: uniform", "nothing; it has no finite bounds")]
    [InlineData("min: 9, max: 1", "nothing; its lower bound lies above its upper one")]
    public void A_parameter_maps_or_says_why_not(string parameter, string expected)
    {
        var imported = Import($"method: random\nrun_cap: 5\nprogram: t.py\nparameters:\n  x: {{ {parameter} }}\n");
        var parts = expected.Split("; ");
        Words(imported.Space).ShouldBe(parts[0]);
        var notes = imported.Notes.Where(note => note.Line == 5).ToArray();
        notes.Length.ShouldBe(parts.Length - 1);
        foreach (var note in notes)
        {
            note.Text.ShouldContain(parts[1]);
        }
    }

    [Fact]
    public void A_command_is_filled_in_as_far_as_it_goes()
    {
        var imported = Import(
            """
            method: grid
            metric: { name: accuracy, goal: maximize }
            program: lib/fit.py
            command:
              - ${env}
              - ${interpreter}
              - -u
              - ${program}
              - ${args_no_hyphens}
              - --config=${envvar:CONFIG}
              - ${args_json}
            parameters:
              x: { values: [1, 2] }
              y: { values: [a, b, c] }
              z: { value: 7 }
            """);
        imported.Command!.ShouldBe(["python3", "-u", "lib/fit.py", "x={x}", "y={y}", "z={z}"]);
        imported.Pass.ShouldBe(ParameterPassing.File);
        (imported.Search.Algorithm, imported.Search.Trials).ShouldBe(("grid", 6));
        imported.Notes.ShouldContain(
            new ImportNote(10, "the argument --config=${envvar:CONFIG} is left out: nothing here stands for it"));
        imported.Notes.ShouldContain(new ImportNote(11, "the argument ${args_json} is left out: nothing here stands for it"));
    }

    [Fact]
    public void Several_metrics_are_several_objectives_and_a_missing_program_is_to_be_filled_in()
    {
        var imported = Import(
            """
            method: custom
            metrics: [{ name: accuracy, goal: maximize }, { name: latency }]
            parameters: { x: { min: 0.0, max: 1.0 } }
            """);
        imported.Objectives.ShouldBe([new ImportedObjective("accuracy", true), new ImportedObjective("latency", false)]);
        imported.Search.ShouldBe(new SearchDefinition("parego", ImportedSweep.UsualTrials));
        string[] text = [.. SweepText.Of(imported, "w.yaml")];
        text.ShouldContain("  - { metric: latency, direction: minimize }");
        text.ShouldContain("  name: FILL-IN            # a registered model, or 'command: [python3, train.py]'");
        File.WriteAllLines(Path.Combine(folder, "sweep.yaml"), text);
        Should.Throw<UserError>(() => SweepFileLoader.Load(Path.Combine(folder, "sweep.yaml"), new SweepOverrides()))
            .Message.ShouldContain("FILL-IN");
    }

    [Fact]
    public void Hyperband_by_its_last_iteration_has_its_first_rung_derived()
    {
        var imported = Import("""
            { "method": "random", "run_cap": 9, "early_terminate": { "type": "hyperband", "max_iter": 27, "s": 2, "strict": true },
              "parameters": { "x": { "values": [1] } } }
            """);
        imported.Search.Pruning.ShouldBe(new PruningDefinition("halving", FirstRung: 3, Reduction: 3));
        imported.Epochs.ShouldBe(27);
        imported.Notes.ShouldContain(note => note.Text.StartsWith("'strict' is left out", StringComparison.Ordinal));
    }

    private ImportedSweep Import(string text)
    {
        var file = Path.Combine(folder, "wandb.yaml");
        File.WriteAllText(file, text);
        return ForeignFile.Find(file)!.Read();
    }

    internal static string Words(IReadOnlyList<Parameter> space) => space switch
    {
        [] => "nothing",
        [CategoricalParameter choice] => $"[{string.Join(' ', choice.Choices)}]",
        [FloatParameter real] => string.Create(CultureInfo.InvariantCulture,
            $"float {real.Low:G6} {real.High:G6}{(real.Log ? " log" : "")}{(real.Step is null ? "" : " step ")}{real.Step}"),
        [IntParameter whole] => $"int {whole.Low} {whole.High}{(whole.Log ? " log" : "")}{(whole.Step == 1 ? "" : $" step {whole.Step}")}",
        _ => "several",
    };
}
