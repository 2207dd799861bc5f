using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Torch.Layers;
using static TorchSharp.torch;

namespace Orchestrator.Models.Architectures;

/// <summary>
/// Presence of variants or genes (1,024 to 75,203 of them) to a trait: up to four convolution layers, then up to four LSTM layers, then up
/// to three dense ones. With 3, 2 and 3 it is the hybrid of the variation models; with 0 of one kind, their plain convolution (x1-4) and
/// recurrent (x1-4) networks.
/// </summary>
/// <remarks>
/// (batch, features) is folded into steps -> (batch, features / steps, steps) -> convolutions with ReLU and max-pooling -> LSTMs, of which
/// the last gives its last state (without LSTMs all steps are flattened) -> dense layers with ReLU -> (batch, outputs).
/// </remarks>
public sealed class VariationNetwork : nn.Module<Tensor, Tensor>, IArchitecture
{
    private readonly nn.Module<Tensor, Tensor> convolutions, dense;
    private readonly nn.Module<Tensor, Tensor>? recurrent;

    private VariationNetwork(ModelSettings settings, DataShape shape) : base(nameof(VariationNetwork))
    {
        var (steps, units, dropout) = (settings.Integer("steps"), settings.Integer("units"), settings.Real("dropout"));
        var folded = new FoldedRows(shape.Row[0], steps);
        var channels = folded.Width;

        List<nn.Module<Tensor, Tensor>> stack = [folded];
        for (var layer = 0; layer < settings.Integer("convolutions"); layer++, channels = settings.Integer("filters"))
        {
            stack.AddRange(
                [new Conv1d(channels, settings.Integer("filters"), settings.Integer("kernel"), same: true), new MaxPool1d(2, same: true),
                    nn.ReLU()]);
            steps = (steps + 1) / 2;
        }

        convolutions = nn.Sequential(stack);

        stack = [];
        var (lstms, width) = (settings.Integer("recurrent"), channels * steps);
        for (var layer = 1; layer <= lstms; layer++, (channels, width) = (units, units))
        {
            stack.AddRange([new Lstm(channels, units, returnSequence: layer < lstms), nn.Dropout(dropout)]);
        }

        if (stack.Count > 0)
        {
            recurrent = nn.Sequential(stack);
        }

        stack = [nn.Flatten()];
        for (var layer = 0; layer < settings.Integer("dense"); layer++, width = units)
        {
            stack.AddRange([nn.Linear(width, units), nn.ReLU(), nn.Dropout(dropout)]);
        }

        dense = nn.Sequential([.. stack, nn.Linear(width, shape.Outputs)]);
        RegisterComponents();
    }

    /// <inheritdoc />
    public static ModelDescription Description { get; } = new(
        "variation",
        "convolutions, LSTMs and dense layers over the presence of variants",
        InputKind.Numbers,
        [TaskKind.Labels, TaskKind.TwoClasses, TaskKind.ManyClasses, TaskKind.Values],
        [
            HyperParameter.Integer("steps", 64, 1, 65536, "steps that a row is folded into"),
            HyperParameter.Integer("convolutions", 3, 0, 4, "convolution layers"),
            HyperParameter.Integer("filters", 16, 1, 4096, "channels of each convolution"),
            HyperParameter.Integer("kernel", 3, 1, 101, "width of each convolution, in steps"),
            HyperParameter.Integer("recurrent", 2, 0, 4, "LSTM layers"),
            HyperParameter.Integer("dense", 3, 0, 4, "dense layers before the outputs"),
            HyperParameter.Integer("units", 32, 1, 8192, "units of each LSTM and dense layer"),
            HyperParameter.Real("dropout", 0.2, 0, 0.95, "share of activations dropped after each LSTM and dense layer"),
            VariantFrequency.HyperParameter,
            .. TrainingHyperParameters.With(learningRate: 1e-3, batchSize: 64),
        ],
        new(
        [
            new IntParameter("convolutions", 0, 4),
            new IntParameter("recurrent", 0, 4),
            new IntParameter("dense", 0, 3),
            new IntParameter("units", 16, 128, Log: true),
            new FloatParameter("dropout", 0, 0.6),
            new FloatParameter("learning_rate", 1e-4, 1e-2, Log: true),
        ]))
    {
        Dimensions = ["features"],
        Variants =
        [
            ModelVariant.Of("linear", "no layer but the outputs", ("convolutions", 0), ("recurrent", 0), ("dense", 0)),
            ModelVariant.Of("two-layer", "one dense layer and the outputs", ("convolutions", 0), ("recurrent", 0), ("dense", 1)),
            .. Enumerable.Range(1, 4)
                .Select(layers =>
                ModelVariant.Of($"rnn-{layers}", $"LSTMs, {layers} of them", ("convolutions", 0), ("recurrent", layers), ("dense", 0))),
            .. Enumerable.Range(1, 4)
                .Select(layers =>
                ModelVariant.Of($"cnn-{layers}", $"convolutions, {layers} of them", ("convolutions", layers), ("recurrent", 0),
                    ("dense", 0))),
            ModelVariant.Of("hybrid", "3 convolutions, 2 LSTMs, 3 dense layers", ("convolutions", 3), ("recurrent", 2), ("dense", 3)),
        ],
    };

    /// <inheritdoc />
    public static nn.Module<Tensor, Tensor> Create(ModelSettings settings, DataShape shape) => new VariationNetwork(settings, shape);

    /// <inheritdoc />
    public override Tensor forward(Tensor input)
    {
        var steps = convolutions.call(input);
        return dense.call(recurrent is null ? steps : recurrent.call(steps.transpose(1, 2)));
    }
}
