using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using static TorchSharp.torch;

namespace Orchestrator.Models.Architectures;

/// <summary>Dense layers over features of any kind; with the default one hidden layer, the two-layer network of the variation
/// models.</summary>
/// <remarks>(batch, ...) flattened to (batch, features) -> (batch, units), once or more -> (batch, outputs).</remarks>
public sealed class Mlp : nn.Module<Tensor, Tensor>, IArchitecture
{
    private readonly nn.Module<Tensor, Tensor> layers;

    private Mlp(ModelSettings settings, DataShape shape) : base(nameof(Mlp))
    {
        var (units, width) = (settings.Integer("units"), shape.Row.Aggregate(1, (product, extent) => product * extent));
        List<nn.Module<Tensor, Tensor>> stack = [nn.Flatten()];
        for (var layer = 0; layer < settings.Integer("layers"); layer++, width = units)
        {
            stack.AddRange([nn.Linear(width, units), nn.ReLU(), nn.Dropout(settings.Real("dropout"))]);
        }

        layers = nn.Sequential([.. stack, nn.Linear(width, shape.Outputs)]);
        RegisterComponents();
    }

    /// <inheritdoc />
    public static ModelDescription Description { get; } = new(
        "mlp",
        "dense layers over features of any kind",
        InputKind.Numbers,
        [TaskKind.Labels, TaskKind.TwoClasses, TaskKind.ManyClasses, TaskKind.Values],
        [
            HyperParameter.Integer("layers", 1, 1, 8, "hidden layers"),
            HyperParameter.Integer("units", 64, 1, 8192, "units of each hidden layer"),
            HyperParameter.Real("dropout", 0.2, 0, 0.95, "share of activations dropped after each hidden layer"),
            VariantFrequency.HyperParameter,
            .. TrainingHyperParameters.With(learningRate: 1e-3, batchSize: 64),
        ],
        new(
        [
            new IntParameter("layers", 1, 3),
            new IntParameter("units", 16, 512, Log: true),
            new FloatParameter("dropout", 0, 0.7),
            new FloatParameter("learning_rate", 1e-4, 1e-2, Log: true),
        ]));

    /// <inheritdoc />
    public static nn.Module<Tensor, Tensor> Create(ModelSettings settings, DataShape shape) => new Mlp(settings, shape);

    /// <inheritdoc />
    public override Tensor forward(Tensor input) => layers.call(input);
}
