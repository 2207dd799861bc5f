using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Torch.Layers;
using static TorchSharp.torch;

namespace Orchestrator.Models.Architectures;

/// <summary>
/// Hybrid of convolution and bidirectional LSTM for the function of DNA (Quang and Xie 2016, Nucleic Acids Research 44): 320 motifs of 26
/// bases, ReLU, max-pooling by 13, dropout .2, BiLSTM 320 over the whole sequence, dropout .5, dense 925, one output a target (919 in the
/// paper).
/// </summary>
/// <remarks>(batch, length) codes -> (batch, filters, (length - kernel + 1) / pool) -> (batch, that, 2 lstm) -> (batch, dense) -> (batch,
/// outputs).</remarks>
public sealed class DanQ : nn.Module<Tensor, Tensor>, IArchitecture
{
    private readonly nn.Module<Tensor, Tensor> motifs, head;
    private readonly Lstm lstm;

    private DanQ(ModelSettings settings, DataShape shape) : base(nameof(DanQ))
    {
        var (units, dense) = (settings.Integer("lstm"), settings.Integer("dense"));
        (motifs, lstm, var positions) = MotifTrunk.Create(settings, shape.Row[0]);
        head = nn.Sequential(
            nn.Dropout(settings.Real("dropout_2")), nn.Flatten(),
            nn.Linear(positions * 2 * units, dense), nn.ReLU(),
            nn.Linear(dense, shape.Outputs));
        RegisterComponents();
    }

    /// <inheritdoc />
    public static ModelDescription Description { get; } = new(
        "danq",
        "motif convolution and bidirectional LSTM over DNA, many targets at once",
        InputKind.Sequence,
        [TaskKind.Labels, TaskKind.TwoClasses, TaskKind.ManyClasses, TaskKind.Values],
        [
            HyperParameter.Integer("filters", 320, 1, 4096, "motifs of the convolution"),
            HyperParameter.Integer("kernel", 26, 1, 101, "width of a motif, in bases"),
            HyperParameter.Integer("pool", 13, 1, 100, "positions that max-pooling joins"),
            HyperParameter.Integer("lstm", 320, 1, 4096, "units of each direction of the LSTM"),
            HyperParameter.Integer("dense", 925, 1, 8192, "units of the dense layer"),
            HyperParameter.Real("dropout_1", 0.2, 0, 0.95, "share of activations dropped after the convolution"),
            HyperParameter.Real("dropout_2", 0.5, 0, 0.95, "share of activations dropped after the LSTM"),
            .. TrainingHyperParameters.With(learningRate: 1e-3, batchSize: 100, optimizer: "rmsprop"),
        ],
        new(
        [
            new IntParameter("filters", 32, 320, Step: 32),
            new IntParameter("lstm", 32, 320, Step: 32),
            new FloatParameter("dropout_1", 0, 0.5),
            new FloatParameter("dropout_2", 0.2, 0.7),
            new FloatParameter("learning_rate", 1e-4, 1e-2, Log: true),
        ]));

    /// <inheritdoc />
    public static nn.Module<Tensor, Tensor> Create(ModelSettings settings, DataShape shape) => new DanQ(settings, shape);

    /// <inheritdoc />
    public override Tensor forward(Tensor input) => head.call(lstm.call(motifs.call(input).transpose(1, 2)));
}
