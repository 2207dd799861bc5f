using Orchestrator.Contracts.Spaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Torch.Modules;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Models.Architectures;

/// <summary>One weight a feature and output: logistic or linear regression, the yardstick of every network.</summary>
/// <remarks>(batch, ...) flattened to (batch, features) -> (batch, outputs).</remarks>
public sealed class LinearModel : Module, IArchitecture
{
    private readonly Sequential layers;

    private LinearModel(DataShape shape, NetworkGenerators generators) => layers = RegisterModule("layers", new Sequential(
        new Flatten(),
        new Linear(shape.Row.Aggregate(1, (product, extent) => product * extent), shape.Outputs, generators.Weights)));

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
    public static Module Create(ModelSettings settings, DataShape shape, NetworkGenerators generators) => new LinearModel(shape, generators);

    /// <inheritdoc />
    public override Tensor Forward(Tensor input) => layers.Forward(input);
}
