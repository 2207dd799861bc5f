using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Coordinator.Api;

/// <summary>What the documentation of the API shows as an example.</summary>
internal static class SweepExamples
{
    /// <summary>A small sweep over the learning rate and the width of a convolutional network.</summary>
    public static SweepDefinition Definition { get; } = new(
        "splice",
        Seed: 1,
        new DataDefinition("/data/splice.fasta", "fasta"),
        new ModelDefinition("sequence-cnn", Configuration.Empty.With("dropout", ParameterValue.Of(0.2))),
        new SearchDefinition("bayesian", Trials: 20, Parallel: 4),
        new SearchSpace(new Parameter[]
        {
            new FloatParameter("learning_rate", 1e-4, 1e-1, Log: true),
            new IntParameter("filters", 16, 64, Step: 8),
        }.ToEquatableList()),
        new CrossValidationDefinition(5, Stratified: true, TestFraction: 0.2),
        new ObjectiveDefinition("accuracy", Direction.Maximize),
        new StoppingDefinition(Epochs: 30),
        new ResourcesDefinition());
}
