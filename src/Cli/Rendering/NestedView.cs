using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Rendering;

/// <summary>A nested cross-validation: an estimate of what the whole procedure, search included, reaches on new rows.</summary>
/// <param name="Metric">What was optimised.</param>
/// <param name="Planned">Number of outer folds.</param>
/// <param name="Folds">Those that have begun.</param>
/// <param name="Mean">Mean of the outer scores; null before all are there.</param>
/// <param name="Deviation">Their sample standard deviation.</param>
public sealed record NestedView(string Metric, int Planned, IReadOnlyList<OuterFold> Folds, double? Mean, double? Deviation)
{
    /// <summary>The view of a series' sweeps; null where there is none.</summary>
    public static NestedView? Of(IReadOnlyList<SweepState> sweeps)
    {
        if (sweeps.Count == 0)
        {
            return null;
        }

        var folds = sweeps.Select(Fold).ToArray();
        var scores = folds.Select(fold => fold.Outer).OfType<double>().ToArray();
        var planned = sweeps[0].Definition.CrossValidation.Folds;
        double? mean = scores.Length == planned ? scores.Average() : null;
        return new NestedView(sweeps[0].Definition.Objective.Metric, planned, folds, mean, mean is { } m
            ? Math.Sqrt(scores.Sum(s => (s - m) * (s - m)) / (planned - 1)) : null);
    }

    private static OuterFold Fold(SweepState sweep)
    {
        var best = BestView.Of(sweep);
        return new OuterFold(sweep.Definition.CrossValidation.Nested!.Outer, sweep.Id, sweep.Status, best.Configuration, best.Mean,
            best.Test?.Score);
    }
}

/// <summary>What the search outside one outer fold chose, and how that did on the outer fold.</summary>
/// <param name="Fold">The outer fold, from 0.</param>
/// <param name="Sweep">The search.</param>
/// <param name="Configuration">What it chose; null while there is nothing.</param>
/// <param name="Inner">Mean score over its inner folds.</param>
/// <param name="Outer">Score on the outer fold, of the configuration trained on all rows outside it.</param>
public sealed record OuterFold(int Fold, SweepId Sweep, SweepStatus Status, Configuration? Configuration, double? Inner, double? Outer);
