using Orchestrator.Cli.Studies;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Tests.Studies;

/// <summary>Searches of Keras Tuner: <c>oracle.json</c> and <c>trial.json</c> as their <c>get_state</c> writes them.</summary>
public sealed class KerasTunerTests : IDisposable
{
    private const string Space =
        """
        [{"class_name": "Choice", "config": {"name": "kind", "default": "mlp", "conditions": [], "values": ["mlp", "cnn"], "ordered": false}},
        {"class_name": "Int", "config": {"name": "units", "default": null, "conditions": [], "min_value": 32, "max_value": 512, "step": 32, "sampling": "linear"}},
        {"class_name": "Float", "config": {"name": "rate", "default": 0.001, "conditions": [], "min_value": 0.0001, "max_value": 0.01, "step": null, "sampling": "log"}},
        {"class_name": "Int", "config": {"name": "batch", "default": 8, "conditions": [], "min_value": 8, "max_value": 64, "step": 2, "sampling": "log"}},
        {"class_name": "Boolean", "config": {"name": "augment", "default": false, "conditions": []}},
        {"class_name": "Int", "config": {"name": "filters", "default": 8, "conditions": [{"class_name": "Parent", "config": {"name": "kind", "values": ["cnn"]}}], "min_value": 8, "max_value": 64, "step": 8, "sampling": "linear"}},
        {"class_name": "Float", "config": {"name": "decay", "default": 0.5, "conditions": [], "min_value": 0.5, "max_value": 0.99, "step": null, "sampling": "reverse_log"}},
        {"class_name": "Fixed", "config": {"name": "epochs", "conditions": [], "value": 10}},
        {"class_name": "Mine", "config": {"name": "odd", "conditions": []}}]
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("keras-").FullName;

    public KerasTunerTests()
    {
        File.WriteAllText(Path.Combine(folder, "oracle.json"),
            $$"""
            {"ongoing_trials": {}, "hyperparameters": {"space": {{Space}}, "values": {"kind": "mlp"} },
            "start_order": ["b", "a", "c"], "end_order": ["b", "a"], "tried_so_far": [], "seed": 1}
            """);
        WriteTrial("a", "COMPLETED", "0.8125",
            """{"kind": "cnn", "units": 64, "rate": 0.001, "batch": 16, "augment": true, "filters": 16, "decay": 0.9}""");
        WriteTrial("b", "COMPLETED", "0.75",
            """{"kind": "mlp", "units": 32, "rate": 0.01, "batch": 8, "augment": false, "decay": 0.6, "tuner/epochs": 2}""");
        WriteTrial("c", "FAILED", "null",
            """{"kind": "mlp", "units": 96, "rate": 0.01, "batch": 8, "augment": false, "decay": 0.6}""");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Hyper_parameters_and_conditions_map()
    {
        var imported = ForeignFile.Find(folder)!.Read();
        imported.Space.ShouldBe(
        [
            new CategoricalParameter("kind", ["mlp", "cnn"]), new IntParameter("units", 32, 512, Step: 32),
            new FloatParameter("rate", 1e-4, 1e-2, Log: true), new CategoricalParameter("batch", ["8", "16", "32", "64"]),
            new CategoricalParameter("augment", ["false", "true"]),
            new IntParameter("filters", 8, 64, Step: 8, Condition: new Condition("kind", [ParameterValue.Of("cnn")])),
            new FloatParameter("decay", 0.5, 0.99),
        ]);
        imported.Fixed.ToString().ShouldBe("epochs=10");
        imported.Notes.Select(note => (note.Line, note.Text)).ShouldBe(
        [
            (4, "'batch' goes up by a factor: its values are choices here, whose order a search does not know"),
            (7, "'decay' is drawn on a scale that is logarithmic towards its upper end: all its values are searched alike"),
            (9, "'odd' is left out: 'Mine' is no kind of Keras Tuner's own"),
            (null, "Keras Tuner keeps no program: say which model trains"),
        ]);
        SweepText.Of(imported, folder).ShouldContain("  filters: { type: int, low: 8, high: 64, step: 8, when: { kind: [cnn] } }");
    }

    [Fact]
    public void Trials_are_a_history_and_tell_the_objective()
    {
        var imported = ForeignFile.Find(folder)!.Read();
        imported.Objectives.ShouldBe([new ImportedObjective("val_accuracy", true)]);
        var study = imported.History!;
        study.Trials.Select(trial => trial.State).ShouldBe([StudyState.Complete, StudyState.Complete, StudyState.Fail]);
        study.Completed.Select(trial => (trial.Number, trial.Values[0])).ShouldBe([(0, 0.75), (1, 0.8125)]); // as they were started
        study.Trials[1].Settings["augment"].Value.ShouldBe(ParameterValue.Of("true"));
        study.Trials[1].Settings["batch"].Value.ShouldBe(ParameterValue.Of("16"));
        study.Trials[1].Settings["units"].Value.ShouldBe(ParameterValue.Of(64));
        study.Trials[0].Settings.Keys.ShouldNotContain("filters");
    }

    [Fact]
    public void A_file_is_as_good_as_the_folder()
    {
        ForeignFile.Find(Path.Combine(folder, "oracle.json"))!.Read().History!.Trials.Count.ShouldBe(3);
        var one = ForeignFile.Find(Path.Combine(folder, "trial_a", "trial.json"))!.Read();
        one.History!.Trials.ShouldHaveSingleItem().Values.ShouldBe([0.8125]);
        Directory.Delete(Path.Combine(folder, "trial_a"), recursive: true);
        Directory.Delete(Path.Combine(folder, "trial_b"), recursive: true);
        Directory.Delete(Path.Combine(folder, "trial_c"), recursive: true);
        Should.Throw<UserError>(() => ForeignFile.Find(folder)!.ReadStudy(new ObjectiveDefinition("accuracy", Direction.Maximize)))
            .Message.ShouldBe($"{folder} says what to search and holds no trials to learn from.");
    }

    [Fact]
    public void Scores_that_are_no_metric_leave_the_objective_open()
    {
        WriteTrial("a", "COMPLETED", "0.3", "{}");
        var imported = ForeignFile.Find(folder)!.Read();
        imported.Objectives.ShouldBe([new ImportedObjective(null, null)]);
        imported.Notes.ShouldContain(note => note.Text == "no single metric is what the trials' scores say: name the objective");
        SweepText.Of(imported, folder).ShouldContain("objective: { metric: FILL-IN, direction: FILL-IN }");
    }

    [Fact]
    public void A_damaged_trial_is_named()
    {
        var file = Path.Combine(folder, "trial_a", "trial.json");
        File.WriteAllText(file, "{\"trial_id\": \"a\", \"score\": [\n");
        Should.Throw<UserError>(() => ForeignFile.Find(folder)!.Read()).Message.ShouldStartWith($"{folder}: {file}: line ");
    }

    private void WriteTrial(string id, string status, string score, string values)
    {
        var trial = Directory.CreateDirectory(Path.Combine(folder, $"trial_{id}")).FullName;
        var observed = score == "null" ? "0.1" : score == "0.3" ? "0.8125" : score;
        File.WriteAllText(Path.Combine(trial, "trial.json"),
            $$"""
            {"trial_id": "{{id}}", "hyperparameters": {"space": {{Space}}, "values": {{values}} }, "metrics": {"metrics": {
            "accuracy": {"direction": "max", "observations": [{"value": [0.5], "step": 1}]},
            "val_accuracy": {"direction": "max", "observations": [{"value": [0.25], "step": 0}, {"value": [{{observed}}], "step": 1}]} } },
            "score": {{score}}, "best_step": 1, "status": "{{status}}", "message": null}
            """);
    }
}
