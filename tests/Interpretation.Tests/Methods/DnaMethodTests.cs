using Orchestrator.Contracts.Definitions;
using Orchestrator.Interpretation.Interactions;
using Orchestrator.Interpretation.Methods;
using Orchestrator.Models.Architectures;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Tests.Methods;

/// <summary>Methods over DNA, on a network that adds up a weight a position and base.</summary>
public sealed class DnaMethodTests
{
    // (positions, bases A C G T)
    private static readonly float[,] Weights = { { 1, 2, 3, 4 }, { 0, 0, 0, 0 }, { 5, 0, 0, -5 } };

    [Fact]
    public void Mutagenesis_has_the_difference_of_each_other_base()
    {
        using var fold = Fold("ACG", "TCG");
        var attribution = Folds.Ask(fold, "in-silico-mutagenesis");

        attribution.InputShape.ShouldBe([3, 4]);
        // Position 1: A in the first row, T in the second. C: +1 and -2; G: +2 and -1.
        attribution.Direction!.Column(0)[..4].ShouldBe([-3, -0.5, 0.5, 3]);
        attribution.Scores.Column(0)[..4].ShouldBe([3, 1.5, 1.5, 3]);
        attribution.Scores.Column(0)[4..8].ShouldBe([0, 0, 0, 0]);
        attribution.Direction.Column(0)[8..].ShouldBe([5, 0, 0, -5]); // from G in both
        attribution.NameOf(11).ShouldBe("position 3, T");
    }

    [Fact]
    public void Mutagenesis_leaves_unknown_bases_and_ends_alone()
    {
        using var fold = Fold("NC", "ACG");

        Folds.Ask(fold, "in-silico-mutagenesis").Direction!.Column(0)[..4].ShouldBe([0, 1, 2, 3]); // the row with A alone
    }

    [Fact]
    public void Contributions_of_bases_add_up_from_a_quarter_of_each()
    {
        using var fold = Fold("ANG");
        var attribution = Folds.Ask(fold, "integrated-gradients");

        // f = 1 + 0 + 0, from (1+2+3+4)/4 + 0 + 0.
        attribution.Direction!.Column(0).Sum().ShouldBe(1 - 2.5, 1e-4);
        attribution.Direction.Column(0)[0].ShouldBe(0.75, 1e-5);   // (1 - 1/4) x 1
        attribution.Direction.Column(0)[3].ShouldBe(-1, 1e-5);     // (0 - 1/4) x 4
    }

    [Fact]
    public void Saliency_tells_how_the_bases_of_a_position_differ()
    {
        using var fold = Fold("ACG");

        Folds.Ask(fold, "saliency").Direction!.Column(0)[..4].ShouldBe([-1.5, -0.5, 0.5, 1.5]);
    }

    [Fact]
    public void Occlusion_moves_a_window_over_positions()
    {
        using var fold = Fold("TCA");
        var one = Folds.Ask(fold, "occlusion", ("window", 1));
        var all = Folds.Ask(fold, "occlusion", ("window", 3));

        one.InputShape.ShouldBe([3]);
        one.Direction!.Column(0).ShouldBe([4 - 2.5, 0, 5]);
        all.Direction!.Column(0).ShouldBe([6.5, 6.5, 6.5]);
        one.NameOf(2).ShouldBe("position 3");
    }

    [Fact]
    public void Positions_and_bases_are_asked_for_by_number()
    {
        using var fold = Fold("TCA");
        var (position, letter) = (AttributionRunner.Run(fold, new("occlusion", Folds.Options(("window", 1)), 1) { Inputs = [2] }),
            AttributionRunner.Run(fold, new("in-silico-mutagenesis", Folds.Options(), 1) { Inputs = [11] }));

        position.Scores.Scored.ShouldBe([2]);
        position.Scores[2, 0].ShouldBe(5);
        letter.Scores.Scored.ShouldBe([11]);
        letter.Direction![11, 0].ShouldBe(-10); // from A, 5, to T, -5
        Should.Throw<SettingException>(() => AttributionRunner.Run(fold, new("occlusion", Folds.Options(), 1) { Inputs = [3] }))
            .Message.ShouldContain("the data has 3");
    }

    [Fact]
    public void Permutation_shuffles_positions()
    {
        string[] rows = [.. Enumerable.Range(0, 40).Select(row => (row % 2 == 0 ? "A" : "T") + "C" + (row % 4 < 2 ? "A" : "T"))];
        float[] targets = [.. rows.Select(row => (row[0] == 'A' ? 1f : 4) + (row[2] == 'A' ? 5 : -5))];
        using var fold = Fold(targets, rows);
        var attribution = Folds.Ask(fold, "permutation");

        attribution.Outputs.ShouldBe(["loss"]);
        var scores = attribution.Scores.Column(0);
        scores[1].ShouldBe(0);
        scores[0].ShouldBeGreaterThan(1);
        scores[2].ShouldBeGreaterThan(5 * scores[0]); // (5 - -5)^2 against (4 - 1)^2
    }

    [Fact]
    public void Manipulation_and_pairs_are_refused_and_say_what_to_ask_instead()
    {
        using var fold = Fold("ACG");

        Should.Throw<MethodRefusedException>(() => Folds.Ask(fold, "input-manipulation")).Message
            .ShouldBe("The method input-manipulation cannot be used: DNA has no inputs that are there or not; use in-silico-mutagenesis, "
                + "which tries each other base.");
        Should.Throw<MethodRefusedException>(() => PairInteractions.Compute(fold, [0, 1], 1)).Message
            .ShouldContain("in-silico-mutagenesis");
    }

    private static Interpretation.Networks.InterpretedFold Fold(params string[] rows) => Fold(new float[rows.Length], rows);

    private static Interpretation.Networks.InterpretedFold Fold(float[] targets, string[] rows)
    {
        var flat = new float[1, 12]; // the one-hot layer gives (4, 3)
        for (var at = 0; at < 12; at++)
        {
            flat[0, at % 4 * 3 + at / 4] = Weights[at / 4, at % 4];
        }

        var data = new DataSet(SequenceInputs.Encode(rows), new ValueTargets(targets, ["y"]), rows);
        return Folds.Of(nn.Sequential(new DnaOneHot(), nn.Flatten(), Folds.Dense(flat)), data, TaskKind.Values, 1, "loss",
            Direction.Minimize);
    }
}
