using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Export;

/// <summary>One metric of one fold over the epochs.</summary>
/// <param name="Metric">For example <c>validation/accuracy</c>.</param>
/// <param name="Points">By epoch. An epoch that was trained again counts as its last attempt measured it.</param>
internal sealed record LearningCurve(string Metric, IReadOnlyList<CurvePoint> Points)
{
    /// <summary>The curves of a fold, by metric.</summary>
    /// <param name="fold">Which.</param>
    /// <param name="rows">What its trial measured.</param>
    public static IReadOnlyList<LearningCurve> Of(FoldState fold, IEnumerable<MeasurementRow> rows)
    {
        // An attempt may have begun since the fold was looked at.
        MeasurementRow[] own = [.. rows.Where(row => row.Fold == fold.Id.Fold && row.Attempt <= fold.Attempts.Length)];
        var spans = own.GroupBy(row => row.Attempt)
            .ToDictionary(attempt => attempt.Key, attempt => (First: attempt.Min(row => row.Epoch), Last: attempt.Max(row => row.Epoch)));
        return
        [
            .. from metric in own.GroupBy(row => row.Metric).OrderBy(metric => metric.Key, StringComparer.Ordinal)
               select new LearningCurve(metric.Key,
               [
                   .. from row in metric
                      group row by row.Epoch into epoch
                      orderby epoch.Key
                      let last = epoch.MaxBy(row => row.Attempt)!
                      select new CurvePoint(epoch.Key, last.Value, At(fold, last, spans[last.Attempt])),
               ]),
        ];
    }

    // Nobody keeps the time of an epoch: those of an attempt share its time evenly.
    private static DateTimeOffset At(FoldState fold, MeasurementRow row, (int First, int Last) span)
    {
        var attempt = fold.Attempts[row.Attempt - 1];
        return attempt.EndedAt is { } end
            ? attempt.StartedAt + ((end - attempt.StartedAt) * ((row.Epoch - span.First + 1.0) / (span.Last - span.First + 1)))
            : attempt.StartedAt;
    }
}

/// <summary>A value of a metric.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Value">May be NaN or infinite.</param>
/// <param name="At">When it was measured, as nearly as that is known.</param>
internal readonly record struct CurvePoint(int Epoch, double Value, DateTimeOffset At);
