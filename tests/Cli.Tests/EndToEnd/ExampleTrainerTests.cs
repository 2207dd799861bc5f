using System.Globalization;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.GpuNode.Workers.Trainers;

namespace Orchestrator.Cli.Tests.EndToEnd;

/// <summary>The trainers that are shipped as examples keep to docs/how-to/own-trainer.md as a whole, and learn.</summary>
public sealed class ExampleTrainerTests
{
    private const double Commonest = 0.52; // share of the rows that are neither donor nor acceptor

    /// <summary>The sweep files of trainers, and what they are to be asked to train with.</summary>
    public static TheoryData<string, string> Trainers => new()
    {
        { "any-language.yaml", "learning_rate=0.01 slowing=0.1" },
        { "any-language-r.yaml", "learning_rate=0.01 slowing=0.1" },
        { "any-language-torch.yaml", "learning_rate=0.001 filters=8 dropout=0.2" },
    };

    [SkippableTheory, MemberData(nameof(Trainers))]
    public void A_fold_that_is_stopped_goes_on_to_the_numbers_of_one_that_is_not(string file, string settings)
    {
        using var undisturbed = New(file, settings);
        var whole = undisturbed.Run(trial: 3);
        whole.Result.ShouldNotBeNull();
        whole.Told.Count.ShouldBe(whole.Result.Epochs);
        whole.Told.ShouldAllBe(told => told.Keys.Order().SequenceEqual(new[] { "train/loss", "validation/accuracy", "validation/loss" }));
        whole.Told[^1]["train/loss"].ShouldBeLessThan(whole.Told[0]["train/loss"]);
        whole.Result.Score.ShouldBeGreaterThan(Commonest + 0.2);

        using var disturbed = New(file, settings);
        var first = disturbed.Run(trial: 3, stopAfter: 2);
        first.Result.ShouldBeNull(); // it heeded SIGTERM
        var second = disturbed.Run(trial: 3);
        (first.Started, second.Result.ShouldNotBeNull().Score).ShouldBe((0, whole.Result.Score));
        second.Started.ShouldBeInRange(2, whole.Result.Epochs - 1); // it went on from its checkpoint
        foreach (var (told, expected) in second.Told.Zip(whole.Told))
        {
            told.ShouldBe(expected, ignoreOrder: true);
        }

        second.Told.Count.ShouldBe(whole.Told.Count);
    }

    [SkippableTheory, MemberData(nameof(Trainers))]
    public void Rows_seed_and_settings_are_those_that_it_is_handed(string file, string settings)
    {
        using var trainer = New(file, settings);
        double First(int trial, int fold = 0) => trainer.Run(trial, fold, stopAfter: 1).Told[0]["train/loss"];
        var before = First(0);
        First(1).ShouldNotBe(before); // another seed
        First(0, fold: 1).ShouldNotBe(before); // and other rows
        trainer.Settings = trainer.Settings.With("learning_rate", ParameterValue.Of(0.002));
        using var other = New(file, settings);
        other.Settings = trainer.Settings;
        other.Run(0, stopAfter: 1).Told[0]["train/loss"].ShouldNotBe(before);
    }

    [SkippableTheory, MemberData(nameof(Trainers))]
    public void A_refit_is_scored_on_the_test_rows_and_keeps_its_model(string file, string settings)
    {
        using var trainer = New(file, settings);
        var (result, _, told) = trainer.Run(trial: 0, fold: -1);
        told.ShouldAllBe(epoch => epoch.Keys.Single() == "train/loss");
        result.ShouldNotBeNull().Metrics["test/accuracy"].ShouldBe(result.Score);
        result.Score.ShouldBeGreaterThan(Commonest + 0.2);
        TrainerArchive.Describe<TrainedFiles>(Path.Combine(trainer.ArtifactFolder, "model.bin")).Name.ShouldStartWith("model.");
    }

    private static ExampleTrainer New(string file, string settings)
    {
        var missing = ExampleTrainer.Missing(file);
        Skip.If(missing is not null, missing);
        return new ExampleTrainer(file, settings.Split(' ').Select(setting => setting.Split('=')).Aggregate(Configuration.Empty,
            (all, setting) => all.With(setting[0], ParameterValue.Of(double.Parse(setting[1], CultureInfo.InvariantCulture)))));
    }
}
