using Orchestrator.Contracts.Definitions;
using Orchestrator.Interpretation.Methods;
using Orchestrator.Interpretation.Networks;
using Orchestrator.Interpretation.Tests.Trained;
using Orchestrator.Models;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Synthesis;
using Orchestrator.Models.Tests.Architectures;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Tests;

/// <summary>What all methods have in common: options, refusals, choices of inputs, progress.</summary>
public sealed class RunnerTests : IDisposable
{
    private static readonly string[] OneByOne = ["input-manipulation", "occlusion", "permutation"];

    private readonly InterpretedFold fold = TrainedTrait.Train(
        ArtificialTrait.Generate(TraitKind.Single, 120, 40, 0.5, 0.45, 0.55, seed: 6).Data, "linear", steps: 40, rate: 0.1);

    public static TheoryData<string> Methods => [.. AttributionMethods.Names];

    public void Dispose() => fold.Dispose();

    [Theory, MemberData(nameof(Methods))]
    public void A_method_describes_itself(string name)
    {
        var description = AttributionMethods.Find(name).Description;

        description.Name.ShouldMatch("^[a-z-]+$");
        foreach (var text in new[] { description.Summary, description.Source, description.Blind })
        {
            text.Length.ShouldBeGreaterThan(20);
        }

        description.Source.ShouldMatch(@"\b(19|20)\d\d\b"); // a year: a paper
        description.Options.ShouldAllBe(option => option.Allows(option.Default) && option.Summary.Length > 5);
        description.Options.Select(option => option.Name).ShouldBeUnique();
    }

    [Fact]
    public void Mistakes_in_names_are_told_with_the_nearest_word()
    {
        Should.Throw<KeyNotFoundException>(() => Folds.Ask(fold, "salienci")).Message.ShouldEndWith("Did you mean 'saliency'?");
        Should.Throw<SettingException>(() => Folds.Ask(fold, "occlusion", ("windw", 3))).Message.ShouldEndWith("Did you mean 'window'?");
        Should.Throw<SettingException>(() => Folds.Ask(fold, "input-manipulation", ("draws", 0))).Message
            .ShouldBe("The option 'draws' of input-manipulation is an integer from 1 to 1000000, not 0.");
        Should.Throw<SettingException>(() => Folds.Ask(fold, "saliency", ("row_set", "test")));
    }

    [Fact]
    public void Inputs_and_outputs_that_are_not_there_are_refused()
    {
        Should.Throw<SettingException>(() => AttributionRunner.Run(fold, new("saliency", Folds.Options(), 1) { Outputs = [1] })).Message
            .ShouldContain("the network has 1, numbered from 0");
        Should.Throw<SettingException>(() => AttributionRunner.Run(fold, new("saliency", Folds.Options(), 1) { Inputs = [3, 40] })).Message
            .ShouldContain("the data has 40");
    }

    [Theory]
    [InlineData("lrcn", "Lstm")]
    [InlineData("histone-gru", "Gru")]
    [InlineData("danq", "Lstm")]
    [InlineData("sequence-bilstm", "Embedding")]
    [InlineData("variation", "Lstm")]
    public void Weights_are_not_traced_through_recurrent_layers(string model, string layer)
    {
        using var scope = NewDisposeScope();
        using var tested = new ArchitectureCase(model, TaskKind.TwoClasses);
        var refused = Should.Throw<MethodRefusedException>(() => Folds.Ask(FoldOf(tested, model), "weight-tracing"));

        refused.Reason.ShouldStartWith("its layer ");
        refused.Reason.ShouldContain($"({layer})");
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("mlp")]
    [InlineData("wdnn")]
    [InlineData("histone-cnn")]
    [InlineData("deepchrome")]
    [InlineData("sequence-cnn")]
    public void Weights_are_traced_through_the_others(string model)
    {
        using var scope = NewDisposeScope();
        using var tested = new ArchitectureCase(model, TaskKind.TwoClasses);

        var attribution = Folds.Ask(FoldOf(tested, model), "weight-tracing");

        attribution.Scores.Column(0).ShouldAllBe(score => score >= 0);
        attribution.Scores.Column(0).Max().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_metric_that_the_data_does_not_have_is_refused()
    {
        using var other = new InterpretedFold(new(0, 0), fold.Network, fold.Data, fold.Split, new("pearson", Direction.Maximize));

        Should.Throw<MethodRefusedException>(() => Folds.Ask(other, "permutation")).Message.ShouldContain("no metric pearson");
        AttributionRunner.Refusal(other, "permutation").ShouldNotBeNull();
        AttributionRunner.Refusal(other, "occlusion").ShouldBeNull();
    }

    [Fact]
    public void Beyond_the_budget_inputs_are_chosen_by_the_gradient_and_the_result_says_so()
    {
        var saliency = Folds.Ask(fold, "saliency").Scores.Column(0);
        int[] expected = [.. Enumerable.Range(0, 40).OrderByDescending(input => saliency[input]).Take(7).Order()];

        foreach (var method in OneByOne)
        {
            var all = Folds.Ask(fold, method);
            var few = Folds.Ask(fold, method, ("budget", 7));

            all.Screening.ShouldBeNull();
            few.Screening.ShouldBe(new("the largest mean |gradient| over the rows and outputs", 7, 40));
            few.Scores.Scored.ShouldBe(expected);
            few.Scores[expected[2], 0].ShouldBe(all.Scores[expected[2], 0], 1e-6f);
        }
    }

    [Theory, MemberData(nameof(Methods))]
    public void Inputs_that_were_asked_for_are_scored_and_no_others(string method)
    {
        if (AttributionRunner.Refusal(fold, method) is not null)
        {
            method.ShouldBe("in-silico-mutagenesis");
            return;
        }

        var some = AttributionRunner.Run(fold, new(method, Folds.Options(), 7) { Inputs = [30, 2] });

        some.Scores.Scored.ShouldBe([2, 30]);
        some.Screening.ShouldBe(new("request", 2, 40));
        some.Scores[30, 0].ShouldBe(Folds.Ask(fold, method).Scores[30, 0], 1e-6f);
    }

    [Theory, MemberData(nameof(Methods))]
    public void Progress_grows_to_1_and_a_stop_is_obeyed(string method)
    {
        if (AttributionRunner.Refusal(fold, method) is not null)
        {
            return;
        }

        var heard = new Heard();
        AttributionRunner.Run(fold, new(method, Folds.Options(), 7), heard);
        heard.Shares.ShouldBe(heard.Shares.Order());
        heard.Shares[^1].ShouldBe(1);
        heard.Shares[0].ShouldBeGreaterThanOrEqualTo(0);

        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Should.Throw<OperationCanceledException>(() => AttributionRunner.Run(fold, new(method, Folds.Options(), 7), null, stop.Token));
    }

    [Fact]
    public void Progress_grows_though_rows_are_integrated_again()
    {
        using var scope = NewDisposeScope();
        using var tested = new ArchitectureCase("mlp", TaskKind.TwoClasses);
        var heard = new Heard();

        var attribution = AttributionRunner.Run(FoldOf(tested, "mlp"),
            new("integrated-gradients", Folds.Options(("steps", 2), ("tolerance", 1e-4)), 7), heard);

        attribution.Diagnostics["steps"].ShouldBeGreaterThan(4);
        heard.Shares.ShouldBe(heard.Shares.Order());
        heard.Shares.ShouldAllBe(share => share >= 0 && share <= 1);
    }

    [Fact]
    public void A_stop_in_the_middle_is_obeyed()
    {
        using var stop = new CancellationTokenSource();
        var halfway = new Heard { OnShare = share => { if (share > 0) { stop.Cancel(); } } };

        Should.Throw<OperationCanceledException>(() =>
            AttributionRunner.Run(fold, new("input-manipulation", Folds.Options(), 7), halfway, stop.Token));
        halfway.Shares[^1].ShouldBeLessThan(1);
    }

    [Fact]
    public void Rows_and_outputs_are_those_that_were_asked_for()
    {
        var some = Folds.Ask(fold, "saliency", ("rows", 5), ("row_set", "training"));
        (some.RowSet, some.Rows).ShouldBe(("training", 5));
        some.Options.ToString().ShouldBe("rows=5 row_set=training output=raw"); // defaults too

        using var scope = NewDisposeScope();
        using var tested = new ArchitectureCase("mlp", TaskKind.Labels);
        using var labels = FoldOf(tested, "mlp");
        var two = AttributionRunner.Run(labels, new("saliency", Folds.Options(), 7) { Outputs = [2, 0] });
        two.Outputs.ShouldBe(["x", "z"]);
        two.Scores.Column(1).ShouldBe(Folds.Ask(labels, "saliency").Scores.Column(2), 1e-6);
    }

    [Fact]
    public void Permutation_of_labels_has_a_score_for_each()
    {
        using var scope = NewDisposeScope();
        using var tested = new ArchitectureCase("mlp", TaskKind.Labels);
        using var labels = FoldOf(tested, "mlp", "auc", Direction.Maximize);

        Folds.Ask(labels, "permutation").Outputs.ShouldBe(["x", "y", "z"]);
    }

    [Fact]
    public void An_input_without_weight_costs_nothing_when_it_is_shuffled()
    {
        var rows = new float[40, 3];
        var targets = new float[40];
        for (var row = 0; row < 40; row++)
        {
            (rows[row, 0], rows[row, 1], rows[row, 2]) = (row % 7, row % 5, 1);
            targets[row] = 2 * (row % 7);
        }

        using var linear = Folds.Of(Folds.Dense(new float[,] { { 2, 0, 3 } }), Folds.Numbers(rows, targets), TaskKind.Values, 1, "mse");

        var scores = Folds.Ask(linear, "permutation").Scores.Column(0);

        scores[1].ShouldBe(0);
        scores[2].ShouldBe(0); // the same in all rows
        scores[0].ShouldBeGreaterThan(5);
    }

    [Fact]
    public void Probabilities_are_explained_where_they_are_asked_for()
    {
        var raw = Folds.Ask(fold, "input-manipulation", ("output", "raw")).Scores.Column(0);
        var probability = Folds.Ask(fold, "input-manipulation").Scores.Column(0);

        probability.Max().ShouldBeLessThan(1);
        probability.Zip(raw).ShouldAllBe(pair => pair.First <= pair.Second / 4 + 1e-6); // the sigmoid rises by 1/4 at most
    }

    private static InterpretedFold FoldOf(ArchitectureCase tested, string model, string metric = "loss",
        Direction direction = Direction.Minimize)
    {
        int[] rows = [.. Enumerable.Range(0, ArchitectureCase.Rows)];
        return new(new(0, 0), new(tested.Network, tested.Shape, ModelCatalog.Find(model).Input), tested.Data, new(rows, rows),
            new(metric, direction));
    }

    private sealed class Heard : IProgress<double>
    {
        public List<double> Shares { get; } = [];

        public Action<double>? OnShare { get; init; }

        public void Report(double value)
        {
            Shares.Add(value);
            OnShare?.Invoke(value);
        }
    }
}
