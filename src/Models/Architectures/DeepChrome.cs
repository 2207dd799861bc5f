using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Torch.Layers;
using static TorchSharp.torch;

namespace Orchestrator.Models.Architectures;

/// <summary>
/// The baseline of histone models (Singh et al. 2016, Bioinformatics 32): one convolution of 50 filters over 10 bins, ReLU, max-pooling by
/// 5, dropout .5, dense layers of 625 and 125.
/// </summary>
/// <remarks>(batch, bins, marks) -> (batch, filters, (bins - kernel + 1) / pool) -> 625 -> 125 -> (batch, outputs).</remarks>
public sealed class DeepChrome : nn.Module<Tensor, Tensor>, IArchitecture
{
    private const int Pool = 5;

    private readonly nn.Module<Tensor, Tensor> layers;

    private DeepChrome(ModelSettings settings, DataShape shape) : base(nameof(DeepChrome))
    {
        var (filters, kernel) = (settings.Integer("filters"), settings.Integer("kernel"));
        var pooled = (shape.Row[0] - kernel + 1) / Pool;
        if (pooled < 1)
        {
            throw new DataMismatchException($"{shape.Row[0]} bins leave nothing after a convolution over {kernel} and pooling by {Pool}.");
        }

        layers = nn.Sequential(
            new Conv1d(shape.Row[1], filters, kernel), new MaxPool1d(Pool), nn.ReLU(),
            nn.Flatten(), nn.Dropout(settings.Real("dropout")),
            nn.Linear(filters * pooled, settings.Integer("dense_1")), nn.ReLU(),
            nn.Linear(settings.Integer("dense_1"), settings.Integer("dense_2")), nn.ReLU(),
            nn.Linear(settings.Integer("dense_2"), shape.Outputs));
        RegisterComponents();
    }

    /// <inheritdoc />
    public static ModelDescription Description { get; } = new(
        "deepchrome",
        "one convolution over histone marks, to gene expression: the published baseline",
        InputKind.Numbers,
        [TaskKind.TwoClasses, TaskKind.ManyClasses, TaskKind.Values],
        [
            HyperParameter.Integer("filters", 50, 1, 4096, "channels of the convolution"),
            HyperParameter.Integer("kernel", 10, 1, 101, "width of the convolution, in bins"),
            HyperParameter.Integer("dense_1", 625, 1, 8192, "units of the first dense layer"),
            HyperParameter.Integer("dense_2", 125, 1, 8192, "units of the second dense layer"),
            HyperParameter.Real("dropout", 0.5, 0, 0.95, "share of activations dropped before the dense layers"),
            .. TrainingHyperParameters.With(learningRate: 1e-3, batchSize: 32),
        ],
        new(
        [
            new IntParameter("filters", 20, 80, Step: 10),
            new IntParameter("kernel", 5, 15),
            new FloatParameter("dropout", 0.1, 0.6),
            new FloatParameter("learning_rate", 1e-4, 3e-3, Log: true),
        ]))
    {
        Dimensions = ["bins", "marks"],
    };

    /// <inheritdoc />
    public static nn.Module<Tensor, Tensor> Create(ModelSettings settings, DataShape shape) => new DeepChrome(settings, shape);

    /// <inheritdoc />
    public override Tensor forward(Tensor input) => layers.call(input.transpose(1, 2));
}
