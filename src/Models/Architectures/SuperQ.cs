using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data.Sequences;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Orchestrator.Models.Architectures;

/// <summary>
/// SuperQ so that it learns: a choice among the four bases at every known position, by softmax and cross-entropy, and a trunk that keeps
/// track of positions (short motifs, little pooling).
/// </summary>
public sealed class SuperQ : DnaAutoencoder, IArchitecture
{
    private SuperQ(ModelSettings settings, DataShape shape) : base(nameof(SuperQ), settings, shape, same: true)
    {
    }

    /// <inheritdoc />
    public static ModelDescription Description { get; } = new(
        "superq",
        "autoencoder of DNA, and a random forest on its encodings",
        InputKind.Sequence,
        AllTasks,
        [
            .. Layers(filters: 64, kernel: 9, pool: 2, lstm: 64, encoding: 500, dropout1: 0, dropout2: 0),
            .. TrainingHyperParameters.With(learningRate: 2e-3, batchSize: 64),
        ],
        new(
        [
            new IntParameter("filters", 32, 96, Step: 32),
            new IntParameter("lstm", 32, 96, Step: 32),
            new IntParameter("encoding", 32, 512, Log: true),
            new FloatParameter("learning_rate", 5e-4, 5e-3, Log: true),
            new FloatParameter("forest_features", 0.02, 0.3, Log: true),
        ]))
    {
        IsAutoencoder = true,
    };

    /// <inheritdoc />
    public static nn.Module<Tensor, Tensor> Create(ModelSettings settings, DataShape shape) => new SuperQ(settings, shape);

    /// <summary>Cross-entropy over the known bases: <c>-sum_i log softmax(z_i)[base_i] / n</c>, n of them being known in the
    /// batch.</summary>
    /// <inheritdoc />
    public override Tensor Loss(Tensor reconstructed, Tensor input, Tensor batch)
    {
        const long unknown = -100;
        var bases = input.masked_fill(input.ge(DnaAlphabet.Bases), unknown).view(-1);
        var sum = F.cross_entropy(reconstructed.view(-1, DnaAlphabet.Bases), bases, ignore_index: unknown, reduction: nn.Reduction.Sum);
        return sum / batch.lt(DnaAlphabet.Bases).sum().clamp(min: 1);
    }
}
