using Orchestrator.Sweeps.State;

namespace Orchestrator.Coordinator.Tests.Scripted;

/// <summary>A sweep's final table: what must not depend on interruptions, slots or timing.</summary>
internal static class Table
{
    public static IReadOnlyList<string> Of(SweepState state) =>
    [
        .. state.Trials.Select(t => $"{t.Number} {t.Status} {t.Configuration} {t.Mean:R} {t.Deviation:R} [{string.Join(' ', t.Folds.Select(f => f.Result?.Score.ToString("R")))}]"),
        $"best {state.Best} refit {state.RefitEpochs} {state.Refit?.Result?.Score:R}",
    ];
}
