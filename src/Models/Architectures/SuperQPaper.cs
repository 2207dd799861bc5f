using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data.Sequences;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Orchestrator.Models.Architectures;

/// <summary>
/// SuperQ with the settings of its paper: 320 motifs of 26 bases, pooling by 13, BiLSTM 320, linear encoder of 500 and linear decoder,
/// squared error on the one-hot bases, learning rate .015. It stays at chance there (25 % of the bases), and is here to show that.
/// </summary>
public sealed class SuperQPaper : DnaAutoencoder, IArchitecture
{
    private readonly DnaOneHot oneHot = new(); // there before the base class registers what there is

    private SuperQPaper(ModelSettings settings, DataShape shape) : base(nameof(SuperQPaper), settings, shape, same: false)
    {
    }

    /// <inheritdoc />
    public static ModelDescription Description { get; } = new(
        "superq-paper",
        "superq with the settings of its paper, which learns nothing: linear units and squared error",
        InputKind.Sequence,
        AllTasks,
        [
            .. Layers(filters: 320, kernel: 26, pool: 13, lstm: 320, encoding: 500, dropout1: 0.2, dropout2: 0.5),
            .. TrainingHyperParameters.With(learningRate: 0.015, batchSize: 100, optimizer: "rmsprop"),
        ],
        new(
        [
            new IntParameter("filters", 32, 320, Step: 32),
            new IntParameter("lstm", 32, 320, Step: 32),
            new FloatParameter("learning_rate", 1e-4, 1.5e-2, Log: true),
        ]))
    {
        IsAutoencoder = true,
    };

    /// <inheritdoc />
    public static nn.Module<Tensor, Tensor> Create(ModelSettings settings, DataShape shape) => new SuperQPaper(settings, shape);

    /// <summary>Squared error over all positions and bases: of an unknown base the target is 1/4 each, of padding 0.</summary>
    /// <inheritdoc />
    public override Tensor Loss(Tensor reconstructed, Tensor input, Tensor batch) =>
        F.mse_loss(reconstructed, oneHot.call(input).transpose(1, 2), nn.Reduction.Sum) / (batch.numel() * DnaAlphabet.Bases);
}
