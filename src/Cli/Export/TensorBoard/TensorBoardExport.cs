using System.Globalization;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Export.TensorBoard;

/// <summary>A sweep as a folder for <c>tensorboard --logdir</c>: a run a trial with its configuration and scores, below it a run a fold
/// with its learning curves.</summary>
internal static class TensorBoardExport
{
    /// <summary>Writes the folder.</summary>
    public static async Task WriteAsync(ExportedSweep sweep, string folder)
    {
        var state = sweep.State;
        using (var root = new RecordFile(folder, state.StartedAt))
        {
            root.Write(EventMessages.ForPlugin(
                HParamsMessages.ExperimentTag, HParamsMessages.Plugin, HParamsMessages.Experiment(state), state.StartedAt));
        }

        var digits = (state.Trials.Count - 1).ToString(CultureInfo.InvariantCulture).Length; // so that names sort as numbers do
        foreach (var trial in state.Trials)
        {
            var run = Path.Combine(folder, $"trial-{trial.Number.ToString($"D{digits}", CultureInfo.InvariantCulture)}");
            WriteTrial(sweep, trial, run);
            var rows = await sweep.MeasurementsAsync(trial.Number);
            foreach (var fold in sweep.FoldsOf(trial))
            {
                WriteFold(fold, LearningCurve.Of(fold, rows), Path.Combine(run, fold.Id.IsRefit ? "refit" : $"fold-{fold.Id.Fold}"));
            }
        }
    }

    private static void WriteTrial(ExportedSweep sweep, TrialState trial, string run)
    {
        var begun = ExportedSweep.Beginning(trial.Folds) ?? trial.SuggestedAt;
        using var file = new RecordFile(run, begun);
        file.Write(EventMessages.ForPlugin(
            HParamsMessages.BeginningTag, HParamsMessages.Plugin, HParamsMessages.Beginning(trial, begun), begun));
        var ended = trial.EndedAt ?? begun;
        foreach (var (metric, score) in sweep.Metrics.Zip(trial.Scores))
        {
            file.Write(EventMessages.Scalar(metric, 0, score.Mean, ended));
        }

        file.Write(EventMessages.ForPlugin(HParamsMessages.EndTag, HParamsMessages.Plugin, HParamsMessages.End(trial, ended), ended));
    }

    private static void WriteFold(FoldState fold, IReadOnlyList<LearningCurve> curves, string run)
    {
        if (curves.Count == 0)
        {
            return; // an empty run would be a line in a list, and nothing else
        }

        using var file = new RecordFile(run, fold.Attempts[0].StartedAt);
        foreach (var (curve, point) in curves.SelectMany(curve => curve.Points.Select(point => (curve, point)))
            .OrderBy(value => value.point.Epoch))
        {
            file.Write(EventMessages.Scalar(curve.Metric, point.Epoch, point.Value, point.At));
        }
    }
}
