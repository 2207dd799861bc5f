using Orchestrator.Contracts.Spaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Torch.Modules;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Models.Architectures;

/// <summary>
/// Gene expression from histone marks around the transcription start (WakaWaka): three convolutions, the later two dilated, each with leaky
/// ReLU and max-pooling, then dense layers of 50 and 10. With the defaults and rows of (100 bins, 5 marks) it has 28,221 parameters.
/// </summary>
/// <remarks>
/// (batch, bins, marks) -> (batch, marks, bins) -> (batch, 50, bins/5) -> (batch, 50, bins/15) -> (batch, 50, bins/45) -> 50 -> 10 -> outputs.
/// </remarks>
public sealed class HistoneCnn : Module, IArchitecture
{
    private static readonly int[] Pools = [5, 3, 3];

    private readonly Sequential layers;

    private HistoneCnn(ModelSettings settings, DataShape shape, NetworkGenerators generators)
    {
        var (bins, marks) = (shape.Row[0], shape.Row[1]);
        var pooled = Pools.Aggregate(bins, (length, pool) => length / pool);
        if (pooled == 0) throw new DataMismatchException($"{bins} bins leave nothing after pooling by {string.Join(", ", Pools)}; {Pools.Aggregate((a, b) => a * b)} are the least.");

        var (filters, weights) = (settings.Integer("filters"), generators.Weights);
        layers = RegisterModule("layers", new Sequential(
            new Conv1d(marks, filters, settings.Integer("kernel"), weights, same: true), Rectifier(), new MaxPool1d(Pools[0]),
            new Conv1d(filters, filters, 5, weights, dilation: 3, same: true), Rectifier(), new MaxPool1d(Pools[1]),
            new Conv1d(filters, filters, 3, weights, dilation: 2, same: true), Rectifier(), new MaxPool1d(Pools[2]),
            new Flatten(), new Dropout(settings.Real("dropout"), generators.Dropout),
            new Linear(filters * pooled, settings.Integer("dense_1"), weights), Rectifier(),
            new Linear(settings.Integer("dense_1"), settings.Integer("dense_2"), weights), Rectifier(),
            new Linear(settings.Integer("dense_2"), shape.Outputs, weights)));

        LeakyRelu Rectifier() => new(settings.Real("leak"), inPlace: true);
    }

    /// <inheritdoc />
    public static ModelDescription Description { get; } = new(
        "histone-cnn",
        "dilated convolutions over histone marks, to gene expression",
        InputKind.Numbers,
        [TaskKind.Values, TaskKind.TwoClasses, TaskKind.ManyClasses],
        [
            HyperParameter.Integer("filters", 50, 1, 4096, "channels of each convolution"),
            HyperParameter.Integer("kernel", 10, 1, 101, "width of the first convolution, in bins"),
            HyperParameter.Integer("dense_1", 50, 1, 8192, "units of the first dense layer"),
            HyperParameter.Integer("dense_2", 10, 1, 8192, "units of the second dense layer"),
            HyperParameter.Real("dropout", 0.3, 0, 0.95, "share of activations dropped before the dense layers"),
            HyperParameter.Real("leak", 0.05, 0, 1, "slope of the leaky ReLU below 0"),
            .. TrainingHyperParameters.With(learningRate: 1e-3, batchSize: 250),
        ],
        new(
        [
            new IntParameter("filters", 20, 80, Step: 10),
            new IntParameter("kernel", 5, 15),
            new FloatParameter("dropout", 0.1, 0.6),
            new FloatParameter("learning_rate", 3e-4, 1e-2, Log: true),
        ]))
    {
        Dimensions = ["bins", "marks"],
    };

    /// <inheritdoc />
    public static Module Create(ModelSettings settings, DataShape shape, NetworkGenerators generators) => new HistoneCnn(settings, shape, generators);

    /// <inheritdoc />
    public override Tensor Forward(Tensor input) => layers.Forward(input.Transpose(1, 2));
}
