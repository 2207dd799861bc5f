using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Scripted;

/// <summary>A sweep's final table: what must not depend on interruptions, slots or timing.</summary>
internal static class Table
{
    public static IReadOnlyList<string> Of(SweepState state) =>
    [
        .. state.Trials.Select(t =>
            $"{t.Number} {t.Status} {t.Configuration} {t.Mean:R} {t.Deviation:R} {Scores(t)} "
                + $"{(t.Status == WorkStatus.Pruned ? t.Reason : "")}"),
        $"best {state.Best} refit {state.RefitEpochs} {state.Refit?.Result?.Score:R}",
    ];

    // How far the folds of a trial came that was stopped is a matter of timing, and of no consequence.
    private static string Scores(TrialState trial) =>
        trial.Status == WorkStatus.Completed ? $"[{string.Join(' ', trial.Folds.Select(f => f.Result?.Score.ToString("R")))}]" : "[]";
}
