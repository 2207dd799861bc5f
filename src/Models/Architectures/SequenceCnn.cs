using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Sequences;
using Orchestrator.Models.Torch.Layers;
using static TorchSharp.torch;

namespace Orchestrator.Models.Architectures;

/// <summary>
/// A small convolution network for DNA of one length, in which position matters (splice sites, promoters): one-hot bases, one to three
/// blocks of convolution, ReLU, pooling and dropout, then a hidden layer over all positions.
/// </summary>
/// <remarks>
/// (batch, length) codes -> (batch, 4, length) -> blocks of (batch, filters, length / pool) -> (batch, units) -> (batch, outputs). The
/// motif scanners of DeepBind (Alipanahi et al. 2015, Nature Biotechnology 33) without its pooling over all positions, which would forget
/// where a motif stands.
/// </remarks>
public sealed class SequenceCnn : nn.Module<Tensor, Tensor>, IArchitecture, IFittedToRows
{
    private readonly nn.Module<Tensor, Tensor> layers;
    private readonly CentredOneHot? centred;

    private SequenceCnn(ModelSettings settings, DataShape shape) : base(nameof(SequenceCnn))
    {
        var (filters, kernel, pool, units) =
            (settings.Integer("filters"), settings.Integer("kernel"), settings.Integer("pool"), settings.Integer("units"));
        var dropout = settings.Real("dropout");
        var (channels, length) = (DnaAlphabet.Bases, shape.Row[0]);
        if (settings.Choice("input") == "centred")
        {
            centred = new(length);
        }

        List<nn.Module<Tensor, Tensor>> stack = [(nn.Module<Tensor, Tensor>?)centred ?? new DnaOneHot()];
        for (var block = 0; block < settings.Integer("blocks"); block++)
        {
            stack.Add(new Conv1d(channels, filters, kernel, same: true));
            // the maximum first: fewer to rectify
            stack.AddRange(settings.Choice("pooling") == "max" ? [new MaxPool1d(pool), nn.ReLU()] : [nn.ReLU(), nn.AvgPool1d(pool)]);
            stack.Add(nn.Dropout(dropout));
            (channels, length) = (filters, length / pool);
        }

        if (length == 0)
        {
            throw new DataMismatchException(
                $"Sequences of length {shape.Row[0]} leave nothing after {settings.Integer("blocks")} poolings by {pool}.");
        }

        stack.AddRange(
        [
            nn.Flatten(),
            nn.Linear(channels * length, units), nn.ReLU(), nn.Dropout(dropout),
            nn.Linear(units, shape.Outputs),
        ]);
        layers = nn.Sequential(stack);
        register_module(nameof(layers), layers); // and not RegisterComponents, for which 'centred', a part of it, would be another
    }

    /// <inheritdoc />
    public static ModelDescription Description { get; } = new(
        "sequence-cnn",
        "small convolution network over DNA of one length",
        InputKind.Sequence,
        [TaskKind.TwoClasses, TaskKind.ManyClasses, TaskKind.Values],
        [
            HyperParameter.Choice("input",
                "centred: one-hot bases less their mean over the training rows, for aligned genes that differ in few bases", "one-hot",
                "centred"),
            HyperParameter.Integer("filters", 32, 1, 4096, "motifs of each convolution"),
            HyperParameter.Integer("kernel", 7, 1, 101, "width of a motif, in bases"),
            HyperParameter.Integer("pool", 2, 1, 100, "positions that pooling joins"),
            HyperParameter.Choice("pooling", "what pooling keeps of them", "max", "mean"),
            HyperParameter.Integer("blocks", 1, 1, 3, "convolution blocks"),
            HyperParameter.Integer("units", 64, 1, 8192, "units of the hidden layer"),
            HyperParameter.Real("dropout", 0.3, 0, 0.95, "share of activations dropped after each block and the hidden layer"),
            .. TrainingHyperParameters.With(learningRate: 2e-3, batchSize: 64),
        ],
        new(
        [
            new IntParameter("filters", 16, 64, Step: 8),
            new IntParameter("kernel", 3, 11, Step: 2),
            new IntParameter("units", 32, 128, Step: 16),
            new FloatParameter("dropout", 0.1, 0.6),
            new FloatParameter("learning_rate", 3e-4, 1e-2, Log: true),
        ]));

    /// <inheritdoc />
    public static nn.Module<Tensor, Tensor> Create(ModelSettings settings, DataShape shape) => new SequenceCnn(settings, shape);

    /// <inheritdoc />
    public override Tensor forward(Tensor input) => layers.call(input);

    void IFittedToRows.Fit(Inputs inputs, ReadOnlySpan<int> rows) => centred?.Fit(inputs, rows);
}
