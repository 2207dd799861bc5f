using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Torch.Layers;
using static TorchSharp.torch;

namespace Orchestrator.Models.Architectures;

/// <summary>
/// The recurrent variant of the histone network: the first convolution and its pooling, then a bidirectional GRU (10, 25 or 50 units in the
/// paper) whose last states go to a dense layer.
/// </summary>
/// <remarks>(batch, bins, marks) -> (batch, filters, bins / 5) -> (batch, 2 units) -> (batch, dense) -> (batch, outputs).</remarks>
public sealed class HistoneGru : nn.Module<Tensor, Tensor>, IArchitecture
{
    private const int Pool = 5;

    private readonly nn.Module<Tensor, Tensor> convolution, head;
    private readonly Gru gru;

    private HistoneGru(ModelSettings settings, DataShape shape) : base(nameof(HistoneGru))
    {
        if (shape.Row[0] < Pool)
        {
            throw new DataMismatchException($"{shape.Row[0]} bins leave nothing after pooling by {Pool}.");
        }

        var (filters, units, dense, leak) =
            (settings.Integer("filters"), settings.Integer("units"), settings.Integer("dense"), settings.Real("leak"));
        convolution = nn.Sequential(
            new Conv1d(shape.Row[1], filters, settings.Integer("kernel"), same: true), new MaxPool1d(Pool), nn.LeakyReLU(leak));
        gru = new Gru(filters, units, bidirectional: true);
        head = nn.Sequential(
            nn.Dropout(settings.Real("dropout")),
            nn.Linear(2 * units, dense), nn.LeakyReLU(leak),
            nn.Linear(dense, shape.Outputs));
        RegisterComponents();
    }

    /// <inheritdoc />
    public static ModelDescription Description { get; } = new(
        "histone-gru",
        "convolution and bidirectional GRU over histone marks, to gene expression",
        InputKind.Numbers,
        [TaskKind.Values, TaskKind.TwoClasses, TaskKind.ManyClasses],
        [
            HyperParameter.Integer("filters", 50, 1, 4096, "channels of the convolution"),
            HyperParameter.Integer("kernel", 10, 1, 101, "width of the convolution, in bins"),
            HyperParameter.Integer("units", 25, 1, 2048, "units of each direction of the GRU"),
            HyperParameter.Integer("dense", 10, 1, 8192, "units of the dense layer"),
            HyperParameter.Real("dropout", 0.3, 0, 0.95, "share of activations dropped after the GRU"),
            HyperParameter.Real("leak", 0.05, 0, 1, "slope of the leaky ReLU below 0"),
            .. TrainingHyperParameters.With(learningRate: 1e-3, batchSize: 250),
        ],
        new(
        [
            new CategoricalParameter("units", ["10", "25", "50"]),
            new IntParameter("filters", 20, 80, Step: 10),
            new FloatParameter("dropout", 0.1, 0.6),
            new FloatParameter("learning_rate", 3e-4, 1e-2, Log: true),
        ]))
    {
        Dimensions = ["bins", "marks"],
        Variants =
            [.. new[] { 10, 25, 50 }.Select(units =>
                ModelVariant.Of($"units-{units}", $"{units} units in each direction", ("units", units)))],
    };

    /// <inheritdoc />
    public static nn.Module<Tensor, Tensor> Create(ModelSettings settings, DataShape shape) => new HistoneGru(settings, shape);

    /// <inheritdoc />
    public override Tensor forward(Tensor input) => head.call(gru.call(convolution.call(input.transpose(1, 2)).transpose(1, 2)));
}
