using Orchestrator.Cli.SweepFiles;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Coordinator.Admission;
using Orchestrator.Shared;

namespace Orchestrator.Cli.Tests.SweepFiles;

/// <summary>What a sweep file that is right says.</summary>
public sealed class ReadingTests(SampleFile file) : IClassFixture<SampleFile>
{
    [Fact]
    public void Every_key_reaches_the_definition()
    {
        var definition = Read(SampleFile.Text);
        definition.Name.ShouldBe("splice");
        definition.Seed.ShouldBe(7UL);
        definition.Data.ShouldBe(new DataDefinition(file.At("dna.fasta"), "fasta"));
        definition.Model.ShouldBe(new ModelDefinition("net", Configuration.Empty.With("batch_size", ParameterValue.Of(64))));
        definition.Search.ShouldBe(new SearchDefinition("bayesian", 20, 2));
        definition.Space.ShouldBe(new SearchSpace(
        [
            new FloatParameter("learning_rate", 1e-4, 1e-2, Log: true),
            new IntParameter("filters", 16, 96, Step: 16),
            new FloatParameter("dropout", 0, 0.6, Step: 0.1),
            new CategoricalParameter("pooling", ["max", "mean"]),
            new IntParameter("hidden", 16, 128, Log: true, Condition: new Condition("pooling", [ParameterValue.Of("max")])),
        ]));
        definition.CrossValidation.ShouldBe(new CrossValidationDefinition(5, true, 0.3723, TestRows.Last));
        definition.Objective.ShouldBe(new ObjectiveDefinition("accuracy", Direction.Maximize));
        definition.Stopping.ShouldBe(new StoppingDefinition(12, 4));
        definition.Resources.ShouldBe(new ResourcesDefinition("auto", 2, 2));
    }

    [Fact]
    public void Constraints_reach_the_space()
    {
        var space = Read(SampleFile.With("cross_validation:", """
            constraints:
              - filters * hidden <= 4096
              - "pooling == 'mean' or dropout > 0.1"
            cross_validation:
            """)).Space;
        space.Constraints!.Select(c => c.Text).ShouldBe(["filters * hidden <= 4096", "pooling == 'mean' or dropout > 0.1"]);
        space.Parameters.ShouldBe(Read(SampleFile.Text).Space.Parameters);
        Read(SampleFile.Text).Space.Constraints.ShouldBeNull();
    }

    [Fact]
    public void What_a_sweep_takes_beside_others_reaches_the_definition() =>
        Read(SampleFile.Text.Replace("{ device: auto, slots: 2, retries: 2 }",
            "{ priority: 2, weight: 0.5, max_slots: 8, node_labels: { gpu: a100, room: 7 } }", StringComparison.Ordinal)).Resources
            .ShouldBe(new ResourcesDefinition(Priority: 2, Weight: 0.5, MaxSlots: 8, NodeLabels: [new("gpu", "a100"), new("room", "7")]));

    [Fact]
    public void Pruner_limits_and_queue_reach_the_definition()
    {
        var search = Read(SampleFile.Text.Replace("parallel: 2", """
            pruner: { name: racing, significance: 0.1 }, stop: { target: 0.97, hours: 2 },
              enqueue: [{ learning_rate: 1e-3, filters: 32, dropout: 0.1, pooling: mean }]
            """, StringComparison.Ordinal)).Search;
        search.Pruning.ShouldBe(new PruningDefinition("racing", Significance: 0.1));
        search.Stop.ShouldBe(new StopDefinition(Target: 0.97, Hours: 2));
        search.Enqueued!.ShouldHaveSingleItem().ToString().ShouldBe("learning_rate=0.001 filters=32 dropout=0.1 pooling=mean");
        Read(SampleFile.Text.Replace("parallel: 2", "pruner: median", StringComparison.Ordinal)).Search.Pruning.ShouldBe(
            new PruningDefinition("median"));
        Read(SampleFile.Text.Replace("parallel: 2", "pruner: none", StringComparison.Ordinal)).Search.Pruning.ShouldBeNull();
    }

    [Fact]
    public void What_is_left_out_has_a_default()
    {
        var definition = Read("""
            data: { path: dna.fasta }
            model: { name: net }
            search: { algorithm: random, trials: 3 }
            cross_validation: { folds: 2 }
            objective: { metric: loss }
            stopping: { epochs: 1 }
            """, "My Sweep_2.yaml");
        definition.Name.ShouldBe("my-sweep-2");
        definition.Seed.ShouldBe(0UL);
        definition.Data.Format.ShouldBe("fasta");
        definition.Search.Parallel.ShouldBe(1);
        definition.Space.ShouldBe(SampleFile.Vocabulary.Models[0].DefaultSpace);
        definition.CrossValidation.TestFraction.ShouldBe(0);
        definition.Objective.Direction.ShouldBe(Direction.Minimize);
        definition.Stopping.ShouldBe(new StoppingDefinition(1));
        definition.Resources.ShouldBe(new ResourcesDefinition());
    }

    [Fact]
    public void The_default_space_leaves_out_what_is_fixed()
    {
        var open = SampleFile.Text[..SampleFile.Text.IndexOf("space:", StringComparison.Ordinal)]
            + SampleFile.Text[SampleFile.Text.IndexOf("cross_validation", StringComparison.Ordinal)..];
        Names(open.Replace("batch_size: 64", "dropout: 0.2")).ShouldBe(["pooling", "hidden"]);
        Names(open.Replace("batch_size: 64", "pooling: mean")).ShouldBe(["dropout"]);
        var space = Read(open.Replace("batch_size: 64", "pooling: max")).Space;
        space.Parameters.Select(p => p.Name).ShouldBe(["hidden", "dropout"]);
        space["hidden"].Condition.ShouldBeNull();

        IEnumerable<string> Names(string text) => Read(text).Space.Parameters.Select(p => p.Name);
    }

    [Theory]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    [InlineData("9007199254740993", 9007199254740993UL)] // the first that a double cannot hold
    public void A_seed_keeps_all_its_bits(string written, ulong seed) =>
        Read(SampleFile.With("seed: 7", $"seed: {written}")).Seed.ShouldBe(seed);

    [Theory]
    [InlineData("no")]
    [InlineData("\"no\"")]
    public void A_choice_is_text_however_it_looks(string choice) =>
        ((CategoricalParameter)Read(SampleFile.With("[max, mean]", $"[max, {choice}]")).Space["pooling"]).Choices.ShouldBe(["max", "no"]);

    [Fact]
    public void Choices_may_spell_the_numbers_of_a_numeric_hyper_parameter() =>
        ((CategoricalParameter)Read(
            SampleFile.With("{ type: int, low: 16, high: 96, step: 16 }", "{ choices: [32, 64] }")).Space["filters"]).Choices.ShouldBe(
                ["32", "64"]);

    [Fact]
    public void A_step_need_not_divide_the_range() =>
        Read(SampleFile.With("low: 16, high: 96, step: 16", "low: 16, high: 100, step: 16")).Space["filters"]
            .ShouldBe(new IntParameter("filters", 16, 100, Step: 16));

    [Theory]
    [InlineData("test: 0.2", 0.2)]
    [InlineData("test: 0", 0.0)]
    [InlineData("test: 0.99", 0.99)]
    public void The_test_share_has_a_short_form(string written, double fraction) =>
        Read(SampleFile.With("test: { fraction: 0.3723, rows: last }", written)).CrossValidation.ShouldBe(
            new CrossValidationDefinition(5, true, fraction));

    [Theory]
    [InlineData("[max]")]
    [InlineData("max")]
    public void A_condition_names_one_value_or_several(string values) =>
        Read(SampleFile.With("pooling: [max] }", $"pooling: {values} }}")).Space["hidden"].Condition.ShouldBe(
            new Condition("pooling", [ParameterValue.Of("max")]));

    [Fact]
    public void Nothing_counts_as_left_out() => Read(SampleFile.With("patience: 4", "patience: ~")).Stopping.Patience.ShouldBeNull();

    [Fact]
    public void An_anchor_repeats_a_parameter() =>
        Read(SampleFile.With("filters: { type", "filters: &range { type")
            .Replace("{ type: float, low: 0.0, high: 0.6, step: 0.1 }", "{ type: float, low: 0, high: 0.5 }")
            .Replace("{ type: int, low: 16, high: 128, log: true, when: { pooling: [max] } }", "*range"))
            .Space["hidden"].ShouldBe(new IntParameter("hidden", 16, 96, Step: 16));

    [Fact]
    public void Line_ends_of_other_systems_are_read() => Read(SampleFile.Text.Replace("\n", "\r\n")).Search.Trials.ShouldBe(20);

    [Theory]
    [InlineData("splice.yaml")]
    [InlineData("splice-size.yaml")]
    [InlineData("splice-population.yaml")]
    [InlineData("histone.yaml")]
    public void The_examples_are_right(string name)
    {
        var path = RepositoryFolder.At("examples", name);
        var problems = SweepFile.Parse(path, File.ReadAllText(path), SweepVocabulary.Registered).Problems;
        // its data is the user's own
        problems.Where(p => !(name == "histone.yaml" && p.Message.Contains("histone/train.npz"))).ShouldBeEmpty();
    }

    private SweepDefinition Read(string text, string name = "sample.yaml")
    {
        var result = file.Parse(text, name);
        result.Problems.ShouldBeEmpty();
        return result.Definition.ShouldNotBeNull();
    }

    [Fact]
    public void A_choice_that_is_a_number_may_be_spelled_otherwise_where_it_is_spoken_of()
    {
        var text = SampleFile.With("{ type: int, low: 16, high: 96, step: 16 }", "{ choices: [32, 64] }")
            .Replace("when: { pooling: [max] }", "when: { filters: [32.0] }", StringComparison.Ordinal);
        var hidden = file.Parse(text).Definition!.Space["hidden"];
        hidden.Condition!.Values.ShouldBe([ParameterValue.Of("32")]);
    }
}
