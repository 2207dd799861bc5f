using System.Globalization;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Cli.Rendering;

/// <summary>Numbers for people, the same in every country.</summary>
public static class Formatting
{
    /// <summary>Mean ± standard deviation, with the decimals of the mean.</summary>
    public static string Spread(double? mean, double? deviation)
    {
        if (mean is not { } center || deviation is not { } spread)
        {
            return NumberText.Score(mean);
        }

        if (spread == 0 && NumberText.Decimals(center) is null)
        {
            return $"{NumberText.Score(center)} ± 0";
        }
        // A deviation that would round to nothing, and is not nothing, keeps two digits of its own.
        var decimals = NumberText.Decimals(center);
        var tiny = decimals is { } shown && spread > 0 && spread < 0.5 * Math.Pow(10, -shown);
        return $"{NumberText.Score(center)} ± "
            + (tiny ? spread.ToString("0.0E+0", CultureInfo.InvariantCulture) : NumberText.WithDecimals(spread, decimals));
    }

    /// <summary>What some of a trial's folds let expect of it: <c>≈ 0.8125 ± 0.0200</c>.</summary>
    public static string Expected(PartialScore partial) => NumberText.Expected + Spread(partial.Mean, partial.Deviation);

    /// <summary>The bootstrap's interval of a test score, where it was measured: <c> (95 %: 0.9380 to 0.9630)</c>.</summary>
    public static string Interval(FoldResult test, string metric) =>
        test.Metrics.TryGetValue($"test/{metric}.low", out var low) && test.Metrics.TryGetValue($"test/{metric}.high", out var high)
            ? $" (95 %: {NumberText.Score(low)} to {NumberText.Score(high)})"
            : "";

    /// <summary>Every score of a trial by metric: <c>accuracy 0.9500 ± 0.0100, parameters 1234 ± 0</c>.</summary>
    public static string Scores(IEnumerable<KeyValuePair<string, ObjectiveScore>> scores) =>
        string.Join(", ", scores.Select(s => $"{s.Key} {Spread(s.Value.Mean, s.Value.Deviation)}"));

    /// <summary>What is optimised: <c>maximize accuracy, minimize parameters</c>.</summary>
    public static string Goals(SweepDefinition definition) =>
        string.Join(", ", definition.Objectives.Select(o => $"{Words.Of(o.Direction)} {o.Metric}"));

    /// <summary>A configuration with rounded numbers; <c>export</c> and <c>--json</c> have all digits.</summary>
    public static string Settings(Configuration configuration) =>
        string.Join(' ', configuration.Settings.Select(s => $"{s.Name}={NumberText.Value(s.Value)}"));

    /// <summary>A count; nothing when there is none yet.</summary>
    public static string Count(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? NumberText.Nothing;

    /// <summary>8.2 s, 3 min 20 s, 2 h 05 min.</summary>
    public static string Duration(TimeSpan? span)
    {
        if (span is not { } exact)
        {
            return NumberText.Nothing;
        }

        var rounded = TimeSpan.FromSeconds(Math.Round(exact.TotalSeconds));
        return exact.TotalSeconds < 59.95 ? string.Create(CultureInfo.InvariantCulture, $"{exact.TotalSeconds:0.0} s")
            : rounded.TotalHours < 1 ? string.Create(CultureInfo.InvariantCulture, $"{rounded.Minutes} min {rounded.Seconds:00} s")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)rounded.TotalHours} h {rounded.Minutes:00} min");
    }

    /// <summary>An attempt and what came of it: <c>2 on node/0, 8.2 s: crashed. ...</c></summary>
    public static string Attempt(AttemptRow attempt)
    {
        var outcome = attempt.Failure is { } kind ? $": {Words.Of(kind)}. {attempt.Reason}" : attempt.EndedAt is null ? ": running" : "";
        return $"{attempt.Attempt} on {attempt.Slot}, {Duration(attempt.EndedAt - attempt.StartedAt)}{outcome}";
    }

    /// <summary>In the reader's own time zone.</summary>
    public static string Time(DateTimeOffset at) => at.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
