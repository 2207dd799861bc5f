using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Rendering;

/// <summary>Curves of a sweep as it stands, each in a line of text.</summary>
internal static class SweepCurves
{
    private const int MostRunning = 8;

    /// <summary>The best score after each trial that has one, in the order in which they ended.</summary>
    public static IReadOnlyList<double> BestSoFar(SweepState state)
    {
        var (objective, best) = (state.Definition.Objective, (double?)null);
        return
        [
            .. from trial in state.Trials.Where(trial => trial.Mean is not null).OrderBy(trial => trial.EndedAt)
                   .ThenBy(trial => trial.Number)
               let mean = trial.Mean!.Value
               select (best = best is { } known && !objective.IsBetter(mean, known) ? known : mean).Value,
        ];
    }

    /// <summary>Best so far, and a line for each fold that runs and has measured something.</summary>
    /// <param name="state">The sweep.</param>
    /// <param name="measurements">Of the trials that run.</param>
    /// <param name="unicode">Whether block characters can be shown.</param>
    public static IEnumerable<string> Of(SweepState state, IReadOnlyList<MeasurementRow> measurements, bool unicode)
    {
        var metric = state.Definition.Objective.Metric;
        if (BestSoFar(state) is { Count: > 1 } best)
        {
            yield return $"Best so far  {Sparkline.Of(best, unicode)}  "
                + $"{metric} {NumberText.Score(best[0])} to {NumberText.Score(best[^1])}";
        }

        foreach (var fold in state.Leased().Take(MostRunning))
        {
            if (CurveOf(fold.Lease!.Id, metric, measurements) is [.., var last] curve)
            {
                yield return $"{fold.Id}  {Sparkline.Of([.. curve.Select(p => p.Value)], unicode)}  "
                    + $"{metric} {NumberText.Score(last.Value)} at epoch {last.Epoch}";
            }
        }
    }

    private static IReadOnlyList<CurvePoint> CurveOf(AttemptId attempt, string metric, IReadOnlyList<MeasurementRow> measurements) =>
    [
        .. from row in measurements
           where row.Trial == attempt.Fold.Trial && row.Fold == attempt.Fold.Fold && row.Attempt == attempt.Attempt
               && row.Metric == $"validation/{metric}"
           select new CurvePoint(row.Epoch, row.Value),
    ];
}
