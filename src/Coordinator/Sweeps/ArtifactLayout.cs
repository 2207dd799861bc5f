using System.Globalization;
using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Coordinator.Sweeps;

/// <summary>Where a sweep's checkpoints and models lie.</summary>
public static class ArtifactLayout
{
    /// <summary>The folder of a sweep.</summary>
    public static string OfSweep(string root, SweepId sweep) => Path.Combine(root, sweep.Value);

    /// <summary>The folder of a fold, the same for all its attempts: <c>splice/trial-0003/fold-2</c>, <c>splice/refit</c>.</summary>
    public static string OfFold(string root, SweepId sweep, FoldId fold) => fold.IsRefit
        ? Path.Combine(OfSweep(root, sweep), "refit")
        : Path.Combine(OfTrial(root, sweep, fold.Trial), string.Create(CultureInfo.InvariantCulture, $"fold-{fold.Fold}"));

    /// <summary>The folder of a trial's folds.</summary>
    public static string OfTrial(string root, SweepId sweep, int trial) =>
        Path.Combine(OfSweep(root, sweep), string.Create(CultureInfo.InvariantCulture, $"trial-{trial:0000}"));
}
