using Orchestrator.Contracts.Spaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Torch.Modules;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Models.Architectures;

/// <summary>
/// Wide and deep network over variants (Chen et al. 2019, EBioMedicine 43): three dense layers of 256, each with ReLU, batch normalisation and
/// dropout .5, joined by the raw input, which lets single decisive variants through past the deep part.
/// </summary>
/// <remarks>(batch, features) -> deep (batch, units), joined to (batch, units + features) -> (batch, outputs). Xavier-uniform weights.</remarks>
public sealed class Wdnn : Module, IArchitecture
{
    private readonly Sequential deep;
    private readonly Linear output;

    private Wdnn(ModelSettings settings, DataShape shape, NetworkGenerators generators)
    {
        var units = settings.Integer("units");
        List<Module> stack = [];
        for (var (layer, inputs) = (0, shape.Row[0]); layer < settings.Integer("layers"); layer++, inputs = units)
            stack.AddRange(Block(inputs, units, settings.Real("dropout"), generators));
        deep = RegisterModule("deep", new Sequential([.. stack]));
        output = RegisterModule("output", new Linear(units + shape.Row[0], shape.Outputs, generators.Weights, initialisation: Initialisation.XavierUniform));
    }

    /// <inheritdoc />
    public static ModelDescription Description { get; } = new(
        "wdnn",
        "wide and deep network over variants, several labels at once",
        InputKind.Numbers,
        [TaskKind.Labels, TaskKind.TwoClasses, TaskKind.ManyClasses],
        [
            HyperParameter.Integer("units", 256, 1, 8192, "units of each layer of the deep part"),
            HyperParameter.Integer("layers", 3, 1, 8, "layers of the deep part"),
            HyperParameter.Real("dropout", 0.5, 0, 0.95, "share of activations dropped after each layer"),
            VariantFrequency.HyperParameter,
            .. TrainingHyperParameters.With(learningRate: 1.234e-4 /* e^-9 */, batchSize: 32, balanced: true, weightDecay: 2e-8 /* L2 of 1e-8 */),
        ],
        new(
        [
            new IntParameter("units", 32, 512, Step: 32),
            new IntParameter("layers", 1, 4),
            new FloatParameter("dropout", 0.1, 0.7),
            new FloatParameter("learning_rate", 5e-5, 5e-3, Log: true),
        ]))
    {
        Dimensions = ["features"],
    };

    /// <inheritdoc />
    public static Module Create(ModelSettings settings, DataShape shape, NetworkGenerators generators) => new Wdnn(settings, shape, generators);

    /// <inheritdoc />
    public override Tensor Forward(Tensor input) => output.Forward(Tensor.Cat([deep.Forward(input), input], 1));

    /// <summary>Dense, ReLU, batch normalisation, dropout: in the paper's order.</summary>
    internal static Module[] Block(int inputs, int units, double dropout, NetworkGenerators generators) =>
    [
        new Linear(inputs, units, generators.Weights, initialisation: Initialisation.XavierUniform), new Relu(),
        new BatchNorm1d(units), new Dropout(dropout, generators.Dropout),
    ];
}
