using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tests.Architectures;

/// <summary>What the sequence CNN sees when its input is centred on the training rows.</summary>
public sealed class CentredInputTests
{
    private static readonly string[] Genes = ["ACGTACGTAC", "ACGTACGTAC", "ACGTTCGTAC", "ACGTACGAAC", "TTTTTTTTTT"];

    [Fact]
    public void The_mean_is_that_of_the_training_rows_alone()
    {
        using var scope = NewDisposeScope();
        using var network = Create("centred", [0, 1, 2, 3]);

        var mean = network.state_dict().Single(entry => entry.Key.EndsWith("mean", StringComparison.Ordinal)).Value.ToArray<float>();

        var (adenine, cytosine, thymine) = (0, 10, 30);
        mean[adenine + 0].ShouldBe(1);
        mean[adenine + 4].ShouldBe(0.75f);
        mean[thymine + 4].ShouldBe(0.25f);
        mean[adenine + 7].ShouldBe(0.25f);
        mean[cytosine + 1].ShouldBe(1);
        mean.Sum().ShouldBe(10, 1e-4f);
    }

    [Fact]
    public void A_single_substitution_weighs_more_than_all_that_the_genes_share()
    {
        using var scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> centred = Create("centred", [0, 1, 2, 3]), oneHot = Create("one-hot", [0, 1, 2, 3]);

        RelativeChange(centred).ShouldBeGreaterThan(RelativeChange(oneHot));
    }

    private static nn.Module<Tensor, Tensor> Create(string input, int[] training)
    {
        var model = ModelCatalog.Find("sequence-cnn");
        var settings = new ModelSettings(model, Configuration.Empty, Configuration.Empty.With("input", ParameterValue.Of(input)));
        var set = Set();
        FoldSeeds.Set(1);
        var network = ModelCatalog.Create(model.Name, settings, DataShape.Of(model, set));
        if (network is IFittedToRows fitted)
        {
            fitted.Fit(set.Inputs, training);
        }

        network.eval();
        return network;
    }

    private static DataSet Set() =>
        new(SequenceInputs.Encode(Genes), ClassTargets.FromLabels(["s", "s", "r", "r", "r"]), [.. Genes.Select((_, row) => $"gene {row}")]);

    /// <summary>How far a substitution moves the output, as a share of the output.</summary>
    private static double RelativeChange(nn.Module<Tensor, Tensor> network)
    {
        using var noGrad = no_grad();
        var codes = new long[Genes.Length * 10];
        ((SequenceInputs)Set().Inputs).CopyCodes([0, 1, 2, 3, 4], codes);
        var outputs = network.call(HostTensors.FromSpan<long>(codes, Genes.Length, 10)).ToArray<float>();
        return Math.Abs((outputs[2] - outputs[0]) / outputs[0]);
    }
}
