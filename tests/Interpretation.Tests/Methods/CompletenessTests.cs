using Orchestrator.Contracts.Definitions;
using Orchestrator.Interpretation.Networks;
using Orchestrator.Models;
using Orchestrator.Models.Data;
using Orchestrator.Models.Folds;
using Orchestrator.Models.Tests.Architectures;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Tests.Methods;

/// <summary>The contributions of integrated gradients add up to what the output differs by: on every registered architecture.</summary>
public sealed class CompletenessTests
{
    public static TheoryData<string, TaskKind> All => Folds.Differentiable;

    [Theory, MemberData(nameof(All))]
    public void Contributions_add_up(string model, TaskKind kind)
    {
        using var scope = NewDisposeScope();
        using var tested = new ArchitectureCase(model, kind, seed: 4);
        int[] rows = [.. Enumerable.Range(0, ArchitectureCase.Rows)];
        var network = new InterpretedNetwork(tested.Network, tested.Shape, ModelCatalog.Find(model).Input);
        var fold = new InterpretedFold(new(0, 0), network, tested.Data, new FoldSplit(rows[4..], rows[..4]),
            new("loss", Direction.Minimize));

        var attribution = Folds.Ask(fold, "integrated-gradients", ("baseline", kind == TaskKind.TwoClasses ? "mean" : "absent"));

        attribution.Diagnostics["completeness_error"].ShouldBeLessThanOrEqualTo(1e-3);
        attribution.Remarks.ShouldBeEmpty();
        // What is reported is what is in the scores: the mean contributions add up to the mean difference.
        using var inference = no_grad();
        var at = network.Encode(tested.Data.Inputs, rows.AsSpan(0, 4));
        var baseline = Baselines.Of(fold, at, mean: kind == TaskKind.TwoClasses);
        var differences = (network.Outputs(at, OutputScale.Raw) - network.Outputs(baseline, OutputScale.Raw)).mean([0]);
        for (var output = 0; output < tested.Shape.Outputs; output++)
        {
            attribution.Direction!.Column(output).Sum().ShouldBe(differences[output].item<float>(), 2e-3);
        }
    }
}
