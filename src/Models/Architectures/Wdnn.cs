using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Orchestrator.Models.Architectures;

/// <summary>
/// Wide and deep network over variants (Chen et al. 2019, EBioMedicine 43): three dense layers of 256, each with ReLU, batch normalisation
/// and dropout .5, joined by the raw input, which lets single decisive variants through past the deep part.
/// </summary>
/// <remarks>(batch, features) -> deep (batch, units), joined to (batch, units + features) -> (batch, outputs). Xavier-uniform
/// weights.</remarks>
public sealed class Wdnn : nn.Module<Tensor, Tensor>, IArchitecture
{
    private readonly nn.Module<Tensor, Tensor> deep;
    private readonly Linear output;

    private Wdnn(ModelSettings settings, DataShape shape) : base(nameof(Wdnn))
    {
        var units = settings.Integer("units");
        List<nn.Module<Tensor, Tensor>> stack = [];
        for (var (layer, inputs) = (0, shape.Row[0]); layer < settings.Integer("layers"); layer++, inputs = units)
        {
            stack.AddRange(Block(inputs, units, settings.Real("dropout")));
        }

        deep = nn.Sequential(stack);
        output = XavierLinear(units + shape.Row[0], shape.Outputs);
        RegisterComponents();
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
            .. TrainingHyperParameters.With(learningRate: 1.234e-4 /* e^-9 */, batchSize: 32, balanced: true,
                weightDecay: 2e-8 /* L2 of 1e-8 */),
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
    public static nn.Module<Tensor, Tensor> Create(ModelSettings settings, DataShape shape) => new Wdnn(settings, shape);

    /// <inheritdoc />
    public override Tensor forward(Tensor input) => output.call(cat([deep.call(input), input], 1));

    /// <summary>Dense, ReLU, batch normalisation, dropout: in the paper's order.</summary>
    internal static nn.Module<Tensor, Tensor>[] Block(int inputs, int units, double dropout) =>
    [
        XavierLinear(inputs, units), nn.ReLU(), nn.BatchNorm1d(units), nn.Dropout(dropout),
    ];

    private static Linear XavierLinear(int inputs, int outputs)
    {
        var linear = nn.Linear(inputs, outputs);
        nn.init.xavier_uniform_(linear.weight);
        nn.init.zeros_(linear.bias);
        return linear;
    }
}
