using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Sweeps;

namespace Orchestrator.Cluster.Tests.Scripted;

/// <summary>A small sweep over an analytic surface, and its final table.</summary>
internal static class Sample
{
    public static readonly SweepId Sweep = Number(1);

    /// <summary>Sweeps that differ in nothing but their names.</summary>
    public static SweepId Number(int number) => new($"sample-{number}");

    public static SweepDefinition Definition(int trials) => new(
        "sample",
        Seed: 7,
        new DataDefinition("/nowhere.csv", "csv"),
        new ModelDefinition("analytic", Configuration.Empty),
        new SearchDefinition("bayesian", trials, Parallel: 2),
        new SearchSpace(new Parameter[] { new FloatParameter("x", -2, 2), new IntParameter("n", 1, 8) }.ToEquatableList()),
        new CrossValidationDefinition(Folds: 3, Stratified: false, TestFraction: 0.2),
        new ObjectiveDefinition("score", Direction.Maximize),
        new StoppingDefinition(Epochs: 2),
        new ResourcesDefinition(Retries: 5));

    public static double Score(FoldAssignment fold)
    {
        var (x, n) = (fold.Configuration["x"].Number, fold.Configuration["n"].Number);
        return Math.Exp(-x * x) - Math.Abs(n - 5) / 20 + Math.Sin(fold.Attempt.Fold.Fold) / 100;
    }

    /// <summary>What must not depend on who ran what, or died when.</summary>
    public static IReadOnlyList<string> Table(SweepState state) =>
    [
        .. state.Trials.Select(t => $"{t.Number} {t.Status} {t.Configuration} {t.Mean:R} {t.Deviation:R}"),
        $"best {state.Best} refit {state.RefitEpochs} {state.Refit?.Result?.Score:R}",
    ];
}
