using System.Globalization;
using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Export;

/// <summary>A sweep on its way to another program. Its measurements are read trial by trial, so that however many there are never lie in
/// memory together.</summary>
/// <param name="place">Where it is.</param>
/// <param name="state">What is known of it.</param>
internal sealed class ExportedSweep(ISweepClient place, SweepState state)
{
    /// <summary>What is known of it.</summary>
    public SweepState State => state;

    /// <summary>What one trial's folds measured, the refit included where the trial was refitted, ordered by fold, attempt, epoch and
    /// metric.</summary>
    public Task<IReadOnlyList<MeasurementRow>> MeasurementsAsync(int trial) => place.MeasurementsAsync(state.Id, trial);

    /// <summary>What all trials measured, in their order.</summary>
    public async IAsyncEnumerable<MeasurementRow> MeasurementsAsync()
    {
        foreach (var trial in state.Trials)
        {
            foreach (var row in await MeasurementsAsync(trial.Number))
            {
                yield return row;
            }
        }
    }

    /// <summary>A trial's folds, and behind them the refit where the trial was refitted.</summary>
    public IEnumerable<FoldState> FoldsOf(TrialState trial) =>
        state.Refit is { } refit && refit.Id.Trial == trial.Number ? trial.Folds.Append(refit) : trial.Folds;

    /// <summary>The metrics of the objectives, in the order of <see cref="TrialState.Scores"/>.</summary>
    public IEnumerable<string> Metrics => state.Definition.Objectives.Select(objective => objective.Metric);

    /// <summary>What a fold is called: its number, or <c>refit</c>.</summary>
    public static string NameOf(FoldId fold) => fold.IsRefit ? "refit" : fold.Fold.ToString(CultureInfo.InvariantCulture);

    /// <summary>When the first of some attempts began; null = none has.</summary>
    public static DateTimeOffset? Beginning(IEnumerable<FoldState> folds) =>
        folds.SelectMany(fold => fold.Attempts).Select(attempt => (DateTimeOffset?)attempt.StartedAt).Min();
}
