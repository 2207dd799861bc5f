using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using static TorchSharp.torch;

namespace Orchestrator.Models.Architectures;

/// <summary>
/// The wide and deep network and the recurrent convolution network side by side over the same row, joined by a dense layer. The default
/// space is the one that the paper searches in 200 trials.
/// </summary>
/// <remarks>
/// deep: dense_1, dense_2, each with ReLU, batch normalisation and dropout (1, 2); joined with the raw input. Recurrent:
/// <see cref="LrcnTrunk"/>, dropout_3, dense_3 with ReLU. Both joined, dropout_4, dense_4 with ReLU, outputs. The extended variant is this
/// with the dropouts rising from .5 to .8.
/// </remarks>
public sealed class LrcnWdnn : nn.Module<Tensor, Tensor>, IArchitecture
{
    private readonly nn.Module<Tensor, Tensor> deep, recurrent, head;

    private LrcnWdnn(ModelSettings settings, DataShape shape) : base(nameof(LrcnWdnn))
    {
        var features = shape.Row[0];
        var (dense1, dense2, dense3, dense4) =
            (settings.Integer("dense_1"), settings.Integer("dense_2"), settings.Integer("dense_3"), settings.Integer("dense_4"));
        deep = nn.Sequential(
        [
            .. Wdnn.Block(features, dense1, settings.Real("dropout_1")),
            .. Wdnn.Block(dense1, dense2, settings.Real("dropout_2")),
        ]);
        recurrent = nn.Sequential(
            new LrcnTrunk(settings, features),
            nn.Dropout(settings.Real("dropout_3")),
            nn.Linear(settings.Integer("lstm"), dense3), nn.ReLU());
        head = nn.Sequential(
            nn.Dropout(settings.Real("dropout_4")),
            nn.Linear(dense2 + features + dense3, dense4), nn.ReLU(),
            nn.Linear(dense4, shape.Outputs));
        RegisterComponents();
    }

    /// <inheritdoc />
    public static ModelDescription Description { get; } = new(
        "lrcn-wdnn",
        "wide and deep network beside convolution and LSTM, several labels at once",
        InputKind.Numbers,
        [TaskKind.Labels, TaskKind.TwoClasses, TaskKind.ManyClasses],
        [
            .. LrcnTrunk.HyperParameters,
            .. Numbered("dense", 256, 1, 8192, "units of the deep part's layer", 1, 2),
            .. Numbered("dense", 64, 1, 8192, "units of the dense layer after the LSTM (3) and after the junction (4)", 3, 4),
            .. Enumerable.Range(1, 4)
                .Select(i =>
                HyperParameter.Real($"dropout_{i}", i <= 2 ? 0.5 : 0.1, 0, 0.95,
                    "share of activations dropped: deep part (1, 2), after the LSTM (3), after the junction (4)")),
            .. TrainingHyperParameters.With(learningRate: 1e-3, batchSize: 64, balanced: true),
        ],
        new(
        [
            new IntParameter("dense_1", 8, 256, Step: 8),
            new IntParameter("dense_2", 8, 256, Step: 8),
            .. Enumerable.Range(1, 4).Select(i => new FloatParameter($"dropout_{i}", 0.1, 0.7, Step: 0.1)),
            new IntParameter("filters", 8, 32, Step: 4),
            new IntParameter("kernel", 3, 9),
            new IntParameter("pool", 1, 3),
            new IntParameter("lstm", 8, 248, Step: 16),
            new IntParameter("dense_3", 8, 128, Step: 4),
            new IntParameter("dense_4", 8, 128, Step: 4),
            new FloatParameter("learning_rate", 1e-4, 1e-2, Log: true),
        ]))
    {
        Dimensions = ["features"],
        Variants =
        [
            ModelVariant.Of("baseline", "LRCN and WDNN of their papers side by side"),
            ModelVariant.Of("improved", "a smaller network out of the middle of the tuned space, to begin a search from",
                ("dense_1", 128), ("dense_2", 128), ("dense_3", 64), ("dense_4", 64), ("filters", 16), ("kernel", 5), ("pool", 2),
                    ("lstm", 120),
                ("dropout_1", 0.3), ("dropout_2", 0.3), ("dropout_3", 0.3), ("dropout_4", 0.3)),
            ModelVariant.Of("extended", "the baseline with dropout rising from .5 to .8", ("dropout_1", 0.5), ("dropout_2", 0.6),
                ("dropout_3", 0.7), ("dropout_4", 0.8)),
        ],
    };

    /// <inheritdoc />
    public static nn.Module<Tensor, Tensor> Create(ModelSettings settings, DataShape shape) => new LrcnWdnn(settings, shape);

    /// <inheritdoc />
    public override Tensor forward(Tensor input) => head.call(cat([deep.call(input), input, recurrent.call(input)], 1));

    private static IEnumerable<HyperParameter> Numbered(string name, long standard, long low, long high, string summary,
        params int[] numbers) =>
        numbers.Select(number => HyperParameter.Integer($"{name}_{number}", standard, low, high, summary));
}
