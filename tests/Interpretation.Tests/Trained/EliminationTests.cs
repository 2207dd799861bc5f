using System.Globalization;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Interpretation.Networks;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Folds;
using Orchestrator.Models.Tests.Training;
using Orchestrator.Models.Training;

namespace Orchestrator.Interpretation.Tests.Trained;

/// <summary>Rounds of an elimination on drawn numbers, of 40 of which inputs 7, 19 and 31 make the class.</summary>
public sealed class EliminationTests : IDisposable
{
    private const int Rows = 240, Inputs = 40;
    private static readonly int[] Planted = [7, 19, 31];
    private readonly string root = Directory.CreateTempSubdirectory("elimination-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Planted_inputs_stay_and_the_network_shrinks()
    {
        var definition = Definition(Written("planted.csv", Draw(signal: true)));
        var (first, _) = Run(definition, "all", 0, null);
        var (second, _) = Run(definition, "10", 1, 0);
        var (third, ranking) = Run(definition, "3", 2, 1);

        new[] { first, second, third }.Select(result => result.Metrics["inputs"]).ShouldBe([40, 10, 3]);
        third.Metrics["parameters"].ShouldBeLessThan(first.Metrics["parameters"]);
        ranking.Order().ShouldBe(Planted);
        third.Score.ShouldBeGreaterThan(0.8);
    }

    [Theory]
    [InlineData("saliency")]
    [InlineData("permutation")]
    [InlineData("weight-tracing")]
    [InlineData("input-manipulation")]
    public void Rows_that_the_fold_is_scored_on_choose_nothing(string method)
    {
        var rows = Draw(signal: true);
        var one = Definition(Written("one.csv", rows), method);
        var (_, before) = Run(one, "all", 0, null, "one");

        var split = FoldPlanner.Plan(one.CrossValidation, one.Seed, DataSetFormats.Read(one.Data)).Split(new(0, 0));
        var random = new Random(99);
        foreach (var row in split.Validation)
        {
            rows[row] = (!rows[row].Class, [.. rows[row].Values.Select(_ => (float)random.NextDouble() * 50)]);
        }

        var (changed, after) = Run(Definition(Written("other.csv", rows), method), "all", 0, null, "other");
        after.ShouldBe(before);
        changed.Score.ShouldBeLessThan(0.7, "it is scored on the changed rows");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(30)]
    public void An_interrupted_round_ends_with_the_same_ranking(int steps)
    {
        var definition = Definition(Written("planted.csv", Draw(signal: true)));
        Run(definition, "all", 0, null);
        var (whole, expected) = Run(definition, "10", 1, 0, "whole");
        Should.Throw<OperationCanceledException>(() => Run(definition, "10", 1, 0, "broken", steps));
        var (resumed, ranking) = Run(definition, "10", 1, 0, "broken");

        resumed.Score.ShouldBe(whole.Score);
        ranking.ShouldBe(expected);
    }

    [Fact]
    public void Of_noise_no_round_scores_better_than_chance()
    {
        var definition = Definition(Written("noise.csv", Draw(signal: false)));
        var scores = new List<double>();
        for (var fold = 0; fold < 4; fold++)
        {
            Run(definition, "all", 0, null, fold: fold);
            scores.Add(Run(definition, "5", 1, 0, fold: fold).Result.Score);
        }

        // Chosen on all rows, five of forty inputs of noise predict the class of 240 rows well above chance.
        scores.Average().ShouldBeLessThan(0.62);
    }

    [Fact]
    public void A_network_of_a_round_is_opened_with_its_own_inputs()
    {
        var definition = Definition(Written("planted.csv", Draw(signal: true)));
        Run(definition, "all", 0, null);
        var (result, _) = Run(definition, "10", 1, 0);
        using var opened = InterpretedFold.Open(Assignment(definition, "10", 1, 0, "trial-1", 0), "cpu");

        opened.Columns.ShouldNotBeNull().Count.ShouldBe(10);
        opened.Score().ShouldBe(result.Score, 1e-6);
    }

    [Fact]
    public void More_than_were_ranked_cannot_be_kept()
    {
        var definition = Definition(Written("planted.csv", Draw(signal: true)));
        Run(definition, "all", 0, null);
        Should.Throw<DataMismatchException>(() => Run(definition, "40", 1, 0)).Message.ShouldContain("keeps 40 inputs");
    }

    private static SweepDefinition Definition(string path, string method = "integrated-gradients") => new(
        "elimination", 5, new DataDefinition(path, "csv", "label"),
        new ModelDefinition("mlp", Configuration.Empty.With("units", ParameterValue.Of(16)).With("learning_rate", ParameterValue.Of(0.01))),
        new SearchDefinition("elimination", 3, Elimination: new EliminationDefinition([10, 3], method)),
        EliminationDefinition.Space([10, 3]), new CrossValidationDefinition(4, false, 0),
        new ObjectiveDefinition("accuracy", Direction.Maximize), new StoppingDefinition(12), new ResourcesDefinition("cpu"));

    private static (bool Class, float[] Values)[] Draw(bool signal)
    {
        var random = new Random(17);
        return
        [
            .. Enumerable.Range(0, Rows).Select(_ =>
            {
                float[] values = [.. Enumerable.Range(0, Inputs).Select(_ => (float)(random.NextDouble() * 4 - 2))];
                return (signal ? Planted.Sum(input => values[input]) > 0 : random.Next(2) == 0, values);
            }),
        ];
    }

    private string Written(string name, (bool Class, float[] Values)[] rows)
    {
        var path = Path.Combine(root, name);
        File.WriteAllLines(path,
        [
            string.Join(',', [.. Enumerable.Range(0, Inputs).Select(input => $"x{input}"), "label"]),
            .. rows.Select(row => string.Join(',',
                [.. row.Values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)), row.Class ? "yes" : "no"])),
        ]);
        return path;
    }

    private (FoldResult Result, int[] Ranking) Run(SweepDefinition definition, string inputs, int trial, int? parent, string? folder = null,
        int? stopAfter = null, int fold = 0)
    {
        var assignment = Assignment(definition, inputs, trial, parent, folder ?? $"trial-{trial}", fold);
        var recorder = new Recorder { StopAfter = stopAfter ?? int.MaxValue };
        using var trainer = new FoldTrainer(ranking: InputElimination.Rank);
        var result = trainer.Run(assignment, "cpu", recorder, recorder.Stop);
        using var checkpoint = Checkpoint.ReadEnded(assignment.ArtifactFolder);
        return (result, [.. checkpoint.Progress.Ranking.ShouldNotBeNull()]);
    }

    private FoldAssignment Assignment(SweepDefinition definition, string inputs, int trial, int? parent, string folder, int fold) =>
        new(new("elimination-1"), new(new(trial, fold), 1), definition,
            Configuration.Empty.With(EliminationDefinition.Parameter, ParameterValue.Of(inputs)), definition.Stopping.Epochs,
            Path.Combine(root, folder, $"fold-{fold}"),
            ContinueFrom: parent is null ? null : Path.Combine(root, $"trial-{parent}", $"fold-{fold}"));
}
