using System.Text.Json;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.GpuNode.Workers.Trainers;
using Orchestrator.Models.Training;

namespace Orchestrator.GpuNode.Tests.Workers.Trainers;

/// <summary>A fold that a program in Python trains, from what it is handed to its result.</summary>
public sealed class CommandTrainerTests
{
    private const string Learning = """
        start = 0
        if fold["checkpoint"]:
            start = int(open(fold["checkpoint"]["path"]).read())
            assert start == fold["checkpoint"]["epoch"]
        for epoch in range(start + 1, fold["epochs"] + 1):
            save(f"state-{epoch}", epoch)
            say(type="epoch", epoch=epoch, metrics={"accuracy": epoch / 10, "train/loss": 1 / epoch}, checkpoint=f"state-{epoch}")

        """;

    [SkippableFact]
    public void The_best_epoch_is_the_result()
    {
        using var trainer = New("""
            for epoch, score in enumerate([0.5, 0.75, 0.25, 0.5], 1):
                say(type="epoch", epoch=epoch, metrics={"accuracy": score, "train/loss": 1 - score})
            """);
        var result = trainer.Run();
        (result.Score, result.BestEpoch, result.Epochs).ShouldBe((0.75, 2, 4));
        var expected = new Dictionary<string, double> { ["validation/accuracy"] = 0.75, ["train/loss"] = 0.25 };
        result.Metrics.ShouldBe(expected, ignoreOrder: true);
        trainer.Told.ShouldBe([(1, 0.5), (2, 0.75), (3, 0.25), (4, 0.5)]);
        trainer.Run(attempt: 2).Score.ShouldBe(0.75); // as it was kept
        trainer.Told.Count.ShouldBe(8);
    }

    [SkippableFact]
    public void A_result_alone_is_enough_and_takes_the_place_of_what_epochs_said()
    {
        using var trainer = New("""say(type="result", metrics={"accuracy": 0.625})""");
        trainer.Run().ShouldSatisfyAllConditions(r => r.Score.ShouldBe(0.625), r => r.BestEpoch.ShouldBe(1), r => r.Epochs.ShouldBe(1));
        using var both = New(Learning + """say(type="result", metrics={"accuracy": 0.125}, epoch=2)""");
        var result = both.Run();
        (result.Score, result.BestEpoch, result.Epochs, result.Metrics["train/loss"]).ShouldBe((0.125, 2, 4, 0.5));
    }

    [SkippableFact]
    public void It_is_handed_parameters_rows_seed_and_limits()
    {
        using var trainer = New("""
            rows = {name: [int(line.split("\t")[0]) for line in open(fold["rows"][name])] for name in ("training", "validation")}
            assert sorted(rows["training"] + rows["validation"]) == sorted(set(rows["training"] + rows["validation"]))
            print("handed " + json.dumps({"cwd": os.getcwd(), "arguments": sys.argv[1:], "rate": os.environ.get("ORCHESTRATOR_PARAM_RATE"),
                "cuda": os.environ["CUDA_VISIBLE_DEVICES"], "token": os.environ.get("ORCHESTRATOR_TOKEN"), "fold": fold,
                "rows": [len(rows["training"]), len(rows["validation"])]}), file=sys.stderr)
            sys.exit(3)
            """);
        trainer.Configuration = trainer.Configuration.With("mode", ParameterValue.Of("fast")).With("layers", ParameterValue.Of("2"))
            .With("wide", ParameterValue.Of("true"));
        var command = trainer.Command;
        trainer.Definition = trainer.Definition with
        {
            Model = trainer.Definition.Model with
            {
                Fixed = Configuration.Empty.With("size", ParameterValue.Of(64)),
                Command = command with
                {
                    Arguments = [.. command.Arguments, "--seed", "{seed}", "{mode}-{none of ours}"],
                    Pass = ParameterPassing.Arguments,
                },
            },
        };
        var words = Should.Throw<TrainerException>(() => trainer.Run()).Message;
        var handed = JsonDocument.Parse(words[words.IndexOf('{', StringComparison.Ordinal)..(words.LastIndexOf('}') + 1)]).RootElement;
        var fold = handed.GetProperty("fold");
        fold.GetProperty("parameters").ToString().ShouldBe("""{"size": 64, "rate": 0.5, "mode": "fast", "layers": 2, "wide": true}""");
        (fold.GetProperty("fold").GetInt32(), fold.GetProperty("folds").GetInt32(), fold.GetProperty("trial").GetInt32(),
            fold.GetProperty("epochs").GetInt32(), fold.GetProperty("threads").GetInt32(), fold.GetProperty("refit").GetBoolean())
            .ShouldBe((0, 2, 3, 4, 2, false));
        handed.GetProperty("rows").ToString().ShouldBe("[4, 4]"); // of 10 rows 2 are held out
        handed.GetProperty("cwd").GetString().ShouldBe(fold.GetProperty("output").GetString());
        handed.GetProperty("cuda").GetString().ShouldBe("");
        handed.GetProperty("arguments").EnumerateArray().Select(word => word.GetString()).ShouldBe(
            ["--seed", fold.GetProperty("seed").ToString(), "fast-{none of ours}", "--size=64", "--rate=0.5", "--mode=fast", "--layers=2",
                "--wide=true"]);
        handed.GetProperty("rate").ValueKind.ShouldBe(JsonValueKind.Null);
        Directory.GetDirectories(trainer.ArtifactFolder).ShouldBeEmpty(); // the attempt's goes with it
    }

    [Theory]
    [InlineData("cpu", null, "")]
    [InlineData("cpu", "0,1", "")]
    [InlineData("cuda:1", null, "1")]
    [InlineData("cuda:1", "3, 5", "5")]
    [InlineData("cuda", "GPU-8a,GPU-9b", "GPU-8a")]
    public void It_sees_the_device_of_its_slot_alone(string device, string? visible, string expected) =>
        TrainerStart.Visible(device, visible).ShouldBe(expected);

    [SkippableFact]
    public void Hyper_parameters_come_as_variables_where_that_is_asked_for()
    {
        using var trainer = New("""say(type="result", metrics={"accuracy": float(os.environ["ORCHESTRATOR_PARAM_RATE"])})""");
        trainer.Definition = trainer.Definition with
        {
            Model = trainer.Definition.Model with { Command = trainer.Command with { Pass = ParameterPassing.Environment } },
        };
        trainer.Run().Score.ShouldBe(0.5);
    }

    [SkippableFact]
    public void A_refit_is_handed_the_test_rows_and_keeps_its_model()
    {
        using var trainer = New("""
            assert fold["refit"] and fold["fold"] is None and fold["rows"]["validation"] is None and fold["patience"] is None
            test = [line for line in open(fold["rows"]["test"])]
            for epoch in range(1, fold["epochs"] + 1):
                say(type="epoch", epoch=epoch, metrics={"train/loss": 1 / epoch})
            os.mkdir("model")
            save("model/weights", "w")
            say(type="result", metrics={"accuracy": len(test) / 10}, model="model")
            """);
        trainer.Definition = trainer.Definition with { Stopping = new StoppingDefinition(2, Patience: 1) };
        var result = trainer.Run(fold: -1);
        (result.Score, result.Epochs, result.Metrics["test/accuracy"], result.Metrics["train/loss"]).ShouldBe((0.2, 2, 0.2, 0.5));
        var kept = TrainerArchive.Describe<TrainedFiles>(Path.Combine(trainer.ArtifactFolder, "model.bin"));
        (kept.Name, kept.Files.Single().Name).ShouldBe(("model", "model/weights"));
    }

    [SkippableFact]
    public void Data_that_nobody_knows_is_split_by_the_trainer()
    {
        using var trainer = New("""
            assert fold["rows"] is None and fold["data"] is None
            say(type="result", metrics={"accuracy": fold["split"]["folds"] + fold["split"]["test_fraction"]})
            """);
        trainer.Definition = trainer.Definition with { Data = new DataDefinition(DataDefinition.Unnamed, DataDefinition.Opaque) };
        trainer.Run().Score.ShouldBe(2.2);
    }

    [SkippableFact]
    public void Patience_ends_it()
    {
        using var trainer = New("""
            for epoch in range(1, 101):
                say(type="epoch", epoch=epoch, metrics={"accuracy": -abs(epoch - 3)})
                if epoch == 5: time.sleep(600)
            """);
        trainer.Definition = trainer.Definition with { Stopping = new StoppingDefinition(100, Patience: 2) };
        var result = trainer.Run();
        (result.Score, result.BestEpoch, result.Epochs).ShouldBe((0.0, 3, 5));
    }

    [SkippableFact]
    public void A_fold_pauses_at_a_rung_and_goes_on_from_its_checkpoint()
    {
        using var trainer = New(Learning);
        trainer.Run(pauseAfter: 2).Epochs.ShouldBe(2);
        trainer.Run(attempt: 2, pauseAfter: 2).Epochs.ShouldBe(2); // its report was lost
        trainer.Run(attempt: 3).Epochs.ShouldBe(4);
        trainer.Started.ShouldBe([0, 2, 2]);
        trainer.Told.Select(told => told.Epoch).ShouldBe([1, 2, 1, 2, 1, 2, 3, 4]);
    }

    private static Trainer New(string script)
    {
        Skip.If(Trainer.Missing is not null, Trainer.Missing);
        return new Trainer(script);
    }
}
