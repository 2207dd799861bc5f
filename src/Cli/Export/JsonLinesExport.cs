using System.Text.Json;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Export;

/// <summary>A sweep as JSON lines: a trial a line, with its folds, their attempts and all reasons. The keys are those of
/// docs/how-to/import-and-export.md; what does not apply is absent.</summary>
internal static class JsonLinesExport
{
    /// <summary>Writes the lines.</summary>
    public static async Task WriteAsync(ExportedSweep sweep, TextWriter output)
    {
        foreach (var trial in sweep.State.Trials)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(Line(sweep, trial), WireJson.Options));
        }
    }

    private static object Line(ExportedSweep sweep, TrialState trial) => new
    {
        Sweep = sweep.State.Id.Value,
        Trial = trial.Number,
        trial.Status,
        Configuration = trial.Configuration.Settings.ToDictionary(setting => setting.Name, setting => setting.Value),
        Scores = trial.Scores.Count == 0 ? null : sweep.Metrics.Zip(trial.Scores).ToDictionary(),
        Best = trial.Number == sweep.State.Best ? (bool?)true : null,
        Front = sweep.State.Front?.Contains(trial.Number),
        trial.Parent,
        trial.SuggestedAt,
        trial.EndedAt,
        trial.Reason,
        Folds = sweep.FoldsOf(trial).Select(Fold),
    };

    private static object Fold(FoldState fold) => new
    {
        Fold = ExportedSweep.NameOf(fold.Id),
        fold.Status,
        fold.Result?.Score,
        fold.Result?.BestEpoch,
        fold.Result?.Epochs,
        fold.Result?.TrainSeconds,
        fold.Result?.Metrics,
        Attempts = fold.Attempts.Select(attempt => new
        {
            attempt.Id.Attempt,
            attempt.Slot.Node,
            Slot = attempt.Slot.Index,
            attempt.StartedAt,
            attempt.EndedAt,
            attempt.Failure,
            attempt.Reason,
        }),
    };
}
