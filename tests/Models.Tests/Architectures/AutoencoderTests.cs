using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Sequences;
using Orchestrator.Models.Forest;
using Orchestrator.Models.Tests.Training;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tests.Architectures;

/// <summary>An autoencoder and its forest, in a fold and by themselves.</summary>
public sealed class AutoencoderTests : IDisposable
{
    private readonly PlantedSweep sweep = new(rows: 360);

    public AutoencoderTests() => sweep.Definition = sweep.Definition with
    {
        Model = new("superq", PlantedSweep.Settings(
            ("filters", 16), ("kernel", 3), ("pool", 1), ("lstm", 16), ("encoding", 60), ("batch_size", 16), ("learning_rate", 0.01),
            ("forest_trees", 50), ("forest_features", 0.3))),
        Stopping = new(8),
    };

    [Fact]
    public void Bases_of_rows_that_were_not_trained_on_come_back_and_the_forest_finds_what_was_planted()
    {
        var recorder = new Recorder();
        var result = Run(sweep.Assignment(), recorder);

        result.Metrics["validation/reconstruction"].ShouldBeGreaterThan(0.8); // drawn bases: .25 by chance
        result.Metrics["validation/accuracy"].ShouldBeGreaterThan(0.8);
        result.Score.ShouldBe(result.Metrics["validation/accuracy"]);
        result.Metrics["train/oob"].ShouldBeGreaterThan(0.8);
        recorder.Epochs.ShouldAllBe(told => told.Metrics.ContainsKey("validation/reconstruction")
            && !told.Metrics.ContainsKey("validation/accuracy"));
    }

    [Fact]
    public void A_fold_that_dies_while_its_forest_grows_ends_as_one_that_did_not()
    {
        var expected = Run(sweep.Assignment(artifacts: "untouched"), new Recorder());
        var assignment = sweep.Assignment(artifacts: "interrupted");
        var whole = new Recorder();
        var steps = 8 * 12; // all of them: what is left is the forest
        var stopped = new Recorder { StopAfter = steps };
        Should.Throw<OperationCanceledException>(() => Run(assignment, stopped));

        var result = Run(assignment, whole);

        whole.Steps.ShouldBe(0);
        (result.Score, string.Join(' ', result.Metrics)).ShouldBe((expected.Score, string.Join(' ', expected.Metrics)));
    }

    [Fact]
    public void Its_own_reconstruction_can_be_the_objective()
    {
        sweep.Definition = sweep.Definition with { Objective = new("reconstruction", Direction.Maximize), Stopping = new(1) };

        var result = Run(sweep.Assignment(), new Recorder());

        result.Score.ShouldBe(result.Metrics["validation/reconstruction"]);
    }

    [Fact]
    public void Unknown_and_padded_positions_are_in_no_loss()
    {
        using var scope = NewDisposeScope();
        using var network = Network("superq", length: 6);
        var codes = tensor(new long[] { 0, 1, 2, 3, DnaAlphabet.Unknown, DnaAlphabet.Padding }).unsqueeze(0);
        var outputs = zeros(1, 6, 4).requires_grad_();

        var loss = ((IAutoencoder)network).Loss(outputs, codes, codes);
        loss.backward();

        loss.ToDouble().ShouldBe(Math.Log(4), 1e-6);
        HostTensors.ToArray<float>(outputs.grad!.abs().sum(-1)).Select(sum => sum > 0).ShouldBe([true, true, true, true, false, false]);
    }

    [Fact]
    public void A_forest_is_part_of_the_state_and_comes_back_with_it()
    {
        using var scope = NewDisposeScope();
        using var first = Network("superq", length: 60);
        using var second = Network("superq", length: 60);
        var rows = randint(0, 4, [20, 60], int64);
        ((IAutoencoder)first).Forest = Grown((IAutoencoder)first, rows);
        HostTensors.ToArray<float>(second.call(rows)).Distinct().Count().ShouldBe(1); // before: nothing is known of any row

        NetworkState.Load(second, first.state_dict());

        HostTensors.ToArray<float>(second.call(rows)).ShouldBe(HostTensors.ToArray<float>(first.call(rows)));
        HostTensors.ToArray<float>(first.call(rows)).Distinct().Count().ShouldBeGreaterThan(3);
        NetworkState.ParameterCount(second).ShouldBe(second.parameters().Sum(own => own.numel())); // the forest has no weights
    }

    [Fact]
    public void A_state_whose_forest_is_damaged_or_of_another_width_changes_nothing()
    {
        using var scope = NewDisposeScope();
        using var network = Network("superq", length: 60);
        var before = HostTensors.ToArray<float>(network.parameters().First());
        var state = Network("superq", length: 60).state_dict();

        state["forest.roots"] = tensor(new[] { 9 });
        Should.Throw<ArgumentException>(() => NetworkState.Load(network, state)).Message.ShouldContain("begins outside");
        state["forest.roots"] = tensor(new[] { 0 });
        state["forest.importance"] = zeros(7);
        Should.Throw<ArgumentException>(() => NetworkState.Load(network, state)).Message.ShouldContain("takes 7 features");

        HostTensors.ToArray<float>(network.parameters().First()).ShouldBe(before);
    }

    [Fact]
    public void A_pruner_has_nothing_to_judge_the_forest_by()
    {
        var definition = sweep.Definition with { Search = new("random", 4, Pruning: new("median")) };
        var words = new DefinitionVocabulary(
            [new("random"), new("restarts")], [new("median")], [ModelCatalog.Find("superq").Words], ["fasta"], [], [], (_, _) => null);

        string[] Of(SweepDefinition asked) => [.. new SweepDefinitionValidator(words).Problems(asked)
            .Where(problem => problem.Path is "search.pruning" or "search.restarts").Select(problem => problem.ToString())];

        Of(definition).ShouldHaveSingleItem().ShouldContain("at the end of a fold and not after each epoch");
        var bracket = definition with { Search = new("restarts", 4, Restarts: new(4, [2], [1])) };
        Of(bracket).ShouldHaveSingleItem().ShouldContain("no rung can decide: choose another algorithm");
        Of(definition with { Objective = new("reconstruction", Direction.Maximize) }).ShouldBeEmpty();
    }

    public void Dispose() => sweep.Dispose();

    private static FoldResult Run(FoldAssignment assignment, Recorder recorder)
    {
        using var trainer = new FoldTrainer();
        return trainer.Run(assignment, "cpu", recorder, recorder.Stop);
    }

    private static nn.Module<Tensor, Tensor> Network(string model, int length)
    {
        var description = ModelCatalog.Find(model);
        FoldSeeds.Set(1);
        return ModelCatalog.Create(model, new(description, Configuration.Empty, ArchitectureCase.Small(description, dropoutOn: false)),
            new([length], true, TaskKind.TwoClasses, 1));
    }

    /// <summary>A forest that tells the rows of even numbers from the others.</summary>
    private static RandomForest Grown(IAutoencoder network, Tensor rows)
    {
        int[] all = [.. Enumerable.Range(0, (int)rows.shape[0])];
        var classes = new ClassTargets(Array.ConvertAll(all, row => row % 2), ["a", "b"]);
        var targets = ForestTargets.Of(classes, all, TaskKind.TwoClasses, false);
        var encodings = HostTensors.ToArray<float>(network.Encode(rows));
        return ForestTraining.Grow(encodings, network.EncodingWidth, targets, new(Trees: 10), 1).Forest;
    }
}
