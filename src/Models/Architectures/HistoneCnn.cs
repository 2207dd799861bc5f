using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Torch.Layers;
using static TorchSharp.torch;

namespace Orchestrator.Models.Architectures;

/// <summary>
/// Gene expression from histone marks around the transcription start (WakaWaka): three convolutions, the later two dilated, each with leaky
/// ReLU and max-pooling, then dense layers of 50 and 10. Experiments 1 to 8 are the steps from one plain convolution to that network. With
/// the defaults and rows of (100 bins, 5 marks) it has 28,221 parameters.
/// </summary>
/// <remarks>
/// (batch, bins, marks) -> (batch, marks, bins) -> (batch, 50, bins/5) -> (batch, 50, bins/15) -> (batch, 50, bins/45) -> 50 -> 10 ->
/// outputs.
/// </remarks>
public sealed class HistoneCnn : nn.Module<Tensor, Tensor>, IArchitecture
{
    // After the first convolution, whose width varies: kernel and dilation.
    private static readonly (int Kernel, int Dilation)[] Later = [(5, 3), (3, 2)];
    private static readonly int[] AllPools = [5, 3, 3];

    private readonly nn.Module<Tensor, Tensor> layers;

    private HistoneCnn(ModelSettings settings, DataShape shape) : base(nameof(HistoneCnn))
    {
        var (bins, marks) = (shape.Row[0], shape.Row[1]);
        var (pools, dilated) = (AllPools[..settings.Integer("convolutions")], settings.Choice("dilated") == "yes");
        var pooled = pools.Aggregate(bins, (length, pool) => length / pool);
        if (pooled == 0)
        {
            throw new DataMismatchException(
                $"{bins} bins leave nothing after pooling by {string.Join(", ", pools)}; {pools.Aggregate((a, b) => a * b)} are "
                    + $"the least.");
        }

        var filters = settings.Integer("filters");
        List<nn.Module<Tensor, Tensor>> stack =
            [new Conv1d(marks, filters, settings.Integer("kernel"), same: true), new MaxPool1d(pools[0]), Rectifier()];
        foreach (var ((kernel, dilation), pool) in Later.Zip(pools[1..]))
        {
            stack.AddRange(
                [new Conv1d(filters, filters, kernel, same: true, dilation: dilated ? dilation : 1), new MaxPool1d(pool), Rectifier()]);
        }

        layers = nn.Sequential(
        [
            .. stack,
            nn.Flatten(), nn.Dropout(settings.Real("dropout")),
            nn.Linear(filters * pooled, settings.Integer("dense_1")), Rectifier(),
            nn.Linear(settings.Integer("dense_1"), settings.Integer("dense_2")), Rectifier(),
            nn.Linear(settings.Integer("dense_2"), shape.Outputs),
        ]);

        RegisterComponents();

        nn.Module<Tensor, Tensor> Rectifier() => nn.LeakyReLU(settings.Real("leak"), inplace: true);
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
            HyperParameter.Integer("convolutions", 3, 1, 3, "convolutions, each with its pooling"),
            HyperParameter.Choice("dilated", "whether the later convolutions skip bins", "yes", "no"),
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
        Variants =
        [
            Experiment(1, "one convolution, ReLU, no dropout", 1, false, 0, 0),
            Experiment(2, "one convolution, ReLU", 1, false, 0, 0.3),
            Experiment(3, "two convolutions, ReLU", 2, false, 0, 0.3),
            Experiment(4, "two convolutions, the second dilated, ReLU", 2, true, 0, 0.3),
            Experiment(5, "three convolutions, ReLU", 3, false, 0, 0.3),
            Experiment(6, "three convolutions, the later two dilated, ReLU", 3, true, 0, 0.3),
            Experiment(7, "the same with leaky ReLU and dropout .5", 3, true, 0.05, 0.5),
            Experiment(8, "the published network", 3, true, 0.05, 0.3),
        ],
    };

    private static ModelVariant Experiment(int number, string summary, int convolutions, bool dilated, double leak, double dropout)
    {
        var variant =
            ModelVariant.Of($"experiment-{number}", summary, ("convolutions", convolutions), ("leak", leak), ("dropout", dropout));
        return variant with { Settings = variant.Settings.With("dilated", ParameterValue.Of(dilated ? "yes" : "no")) };
    }

    /// <inheritdoc />
    public static nn.Module<Tensor, Tensor> Create(ModelSettings settings, DataShape shape) => new HistoneCnn(settings, shape);

    /// <inheritdoc />
    public override Tensor forward(Tensor input) => layers.call(input.transpose(1, 2));
}
