using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Coordinator.Tests.Scripted;

/// <summary>A small sweep over an analytic surface.</summary>
internal static class Sample
{
    public static SweepDefinition Definition(int trials = 6, int parallel = 1, string algorithm = "bayesian", int folds = 3,
        int retries = 2) => new(
        "sample",
        Seed: 7,
        new DataDefinition("/nowhere.csv", "csv"),
        new ModelDefinition("analytic", Configuration.Empty),
        new SearchDefinition(algorithm, trials, parallel),
        new SearchSpace(new Parameter[]
        {
            new FloatParameter("x", -2, 2),
            new IntParameter("n", 1, 8),
            new CategoricalParameter("kind", new[] { "a", "b" }.ToEquatableList()),
        }.ToEquatableList()),
        new CrossValidationDefinition(folds, Stratified: false, TestFraction: 0.2),
        new ObjectiveDefinition("score", Direction.Maximize),
        new StoppingDefinition(Epochs: 3),
        new ResourcesDefinition(Retries: retries));
}
