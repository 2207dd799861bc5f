using Orchestrator.Interpretation.Attributions;
using Orchestrator.Interpretation.Interactions;
using Orchestrator.Interpretation.Networks;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Synthesis;
using Xunit.Abstractions;

namespace Orchestrator.Interpretation.Tests.Trained;

/// <summary>The genes that make an artificial trait come first.</summary>
public sealed class PlantedTraitTests(ITestOutputHelper log)
{
    private const int Among = 5;

    private static readonly string[] Methods =
        ["input-manipulation", "weight-tracing", "saliency", "gradient-x-input", "integrated-gradients", "permutation", "occlusion"];

    /// <summary>kind, rows, genes, frequency of the planted genes, and of the others from, to.</summary>
    public static TheoryData<TraitKind, int, int, double, double, double, string> Traits => new()
    {
        { TraitKind.Single, 2048, 1024, 0.5, 0.5, 0.5, "linear" },          // the paper's first data
        { TraitKind.Single, 2000, 4096, 0.05, 0.001, 0.05, "linear" },
        { TraitKind.Pair, 2048, 1024, 0.5, 0.49, 0.51, "mlp" },             // the paper's second
        { TraitKind.Pair, 2000, 4096, 0.5, 0.001, 0.05, "mlp" },
        { TraitKind.Triplet, 2000, 512, 0.6, 0.45, 0.55, "mlp" },
        { TraitKind.Triplet, 2000, 1024, 0.6, 0.001, 0.05, "mlp" },
        { TraitKind.SingleOrPair, 2000, 512, 0.5, 0.45, 0.55, "mlp" },
        { TraitKind.SingleOrPair, 2000, 2048, 0.3, 0.001, 0.05, "mlp" },
        { TraitKind.Pair, 2000, 256, 0.5, 0.001, 0.05, "variation" },       // a convolution
    };

    [Theory, MemberData(nameof(Traits))]
    public void Planted_genes_are_among_the_first_of_most_methods(TraitKind kind, int rows, int genes, double planted, double low,
        double high, string model)
    {
        var trait = ArtificialTrait.Generate(kind, rows, genes, planted, low, high, seed: 21);
        using var fold = model switch
        {
            "linear" => TrainedTrait.Train(trait.Data, model, steps: 100, rate: 0.1, decay: 0.01),
            "mlp" => TrainedTrait.Train(trait.Data, model, steps: 300, rate: 0.03, decay: 0.01, seed: 1, ("units", 16), ("dropout", 0)),
            _ => TrainedTrait.Train(trait.Data, model, steps: 300, rate: 0.03, decay: 0.003, seed: 1, ("steps", 16), ("convolutions", 1),
                ("filters", 32), ("recurrent", 0), ("dense", 0)),
        };
        var accuracy = TrainedTrait.Accuracy(fold);

        var finding = Methods.Where(method => Finds(Ask(fold, method), trait.Planted)).ToArray();

        log.WriteLine($"accuracy {accuracy:F3}; found by {string.Join(", ", finding)}");
        accuracy.ShouldBeGreaterThan(0.8);
        finding.Length.ShouldBeGreaterThanOrEqualTo(4);
    }

    [Fact]
    public void Genes_that_matter_together_and_not_alone_are_found_and_named_as_a_pair()
    {
        var trait = ExclusiveOr(rows: 2000, genes: 30, first: 4, second: 17);
        using var fold = TrainedTrait.Train(trait, "mlp", steps: 600, rate: 0.3, decay: 0.0005, seed: 1, ("units", 32), ("dropout", 0));

        TrainedTrait.Accuracy(fold).ShouldBeGreaterThan(0.9);
        Methods.Count(method => Finds(Ask(fold, method), [4, 17])).ShouldBeGreaterThanOrEqualTo(4);
        var pairs = PairInteractions.Compute(fold, [0, 1, 4, 9, 17, 20], seed: 7);
        (pairs[0].First, pairs[0].Second).ShouldBe((4, 17));
        pairs[0].Mean.ShouldBeLessThan(0); // either, and not both
        pairs[0].MeanSize.ShouldBeGreaterThan(3 * pairs[1].MeanSize);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_one_does_not()
    {
        var trait = ArtificialTrait.Generate(TraitKind.Single, 200, 30, 0.5, 0.45, 0.55, seed: 3);
        using var fold = TrainedTrait.Train(trait.Data, "mlp", steps: 20, rate: 0.02, settings: ("units", 8));

        foreach (var method in Methods)
        {
            var (one, again, other) = (Bytes(method, 7), Bytes(method, 7), Bytes(method, 8));
            again.ShouldBe(one);
            if (method is "input-manipulation" or "permutation")
            {
                AttributionFile.Read(other).Scores.Column(0).ShouldNotBe(AttributionFile.Read(one).Scores.Column(0));
            }
        }

        byte[] Bytes(string method, ulong seed) =>
            AttributionFile.Write(AttributionRunner.Run(fold,
                new(method, Folds.Options(method == "input-manipulation" ? [("draws", 20)] : []), seed)));
    }

    /// <summary>One of two genes, and not both.</summary>
    internal static DataSet ExclusiveOr(int rows, int genes, int first, int second)
    {
        var drawn = ArtificialTrait.Generate(TraitKind.Single, rows, genes, 0.5, 0.5, 0.5, seed: 5).Data;
        var inputs = (SparseInputs)drawn.Inputs;
        int[] classes =
        [
            .. Enumerable.Range(0, rows)
                .Select(row => inputs.ColumnsOf(row).Contains(first) != inputs.ColumnsOf(row).Contains(second) ? 1 : 0),
        ];
        return new(inputs, new ClassTargets(classes, ["absent", "present"]), drawn.RowNames);
    }

    private static Attribution Ask(InterpretedFold fold, string method) => method switch
    {
        "input-manipulation" => Folds.Ask(fold, method, ("budget", 64)),
        "occlusion" => Folds.Ask(fold, method, ("budget", 64), ("rows", 64)),
        "permutation" => Folds.Ask(fold, method, ("budget", 64), ("repeats", 3)),
        "integrated-gradients" => Folds.Ask(fold, method, ("rows", 32)),
        "weight-tracing" => Folds.Ask(fold, method),
        _ => Folds.Ask(fold, method, ("rows", 128)),
    };

    private static bool Finds(Attribution attribution, IEnumerable<int> planted)
    {
        var scores = attribution.Scores.Column(0);
        var first = Enumerable.Range(0, scores.Length).Where(input => !double.IsNaN(scores[input]))
            .OrderByDescending(input => scores[input]).Take(Among).ToHashSet();
        return planted.All(first.Contains);
    }
}
