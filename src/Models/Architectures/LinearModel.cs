using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using static TorchSharp.torch;

namespace Orchestrator.Models.Architectures;

/// <summary>One weight a feature and output: logistic or linear regression, the yardstick of every network.</summary>
/// <remarks>(batch, ...) flattened to (batch, features) -> (batch, outputs).</remarks>
public sealed class LinearModel : nn.Module<Tensor, Tensor>, IArchitecture
{
    private readonly nn.Module<Tensor, Tensor> layers;

    private LinearModel(DataShape shape) : base(nameof(LinearModel))
    {
        layers = nn.Sequential(nn.Flatten(), nn.Linear(shape.Row.Aggregate(1, (product, extent) => product * extent), shape.Outputs));
        RegisterComponents();
    }

    /// <inheritdoc />
    public static ModelDescription Description { get; } = new(
        "linear",
        "logistic or linear regression",
        InputKind.Numbers,
        [TaskKind.Labels, TaskKind.TwoClasses, TaskKind.ManyClasses, TaskKind.Values],
        [VariantFrequency.HyperParameter, .. TrainingHyperParameters.With(learningRate: 1e-2, batchSize: 64)],
        new(
        [
            new FloatParameter("weight_decay", 1e-6, 1e-1, Log: true),
            new FloatParameter("learning_rate", 1e-4, 1e-1, Log: true),
        ]));

    /// <inheritdoc />
    public static nn.Module<Tensor, Tensor> Create(ModelSettings settings, DataShape shape) => new LinearModel(shape);

    /// <inheritdoc />
    public override Tensor forward(Tensor input) => layers.call(input);
}
