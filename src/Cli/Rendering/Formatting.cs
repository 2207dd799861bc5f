using System.Globalization;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Cli.Rendering;

/// <summary>Numbers for people, the same in every country.</summary>
public static class Formatting
{
    /// <summary>Stands where there is nothing yet.</summary>
    public const string Nothing = "–";

    /// <summary>Four significant digits, zeros at the end included, so that a column of scores lines up: <c>0.9500</c>, <c>12.35</c>,
    /// <c>1.234E-5</c>.</summary>
    public static string Score(double? value) => value is { } number ? WithDecimals(number, Decimals(number)) : Nothing;

    /// <summary>Mean ± standard deviation, with the decimals of the mean.</summary>
    public static string Spread(double? mean, double? deviation)
    {
        if (mean is not { } center || deviation is not { } spread)
        {
            return Score(mean);
        }

        if (spread == 0 && Decimals(center) is null)
        {
            return $"{Score(center)} ± 0";
        }
        // A deviation that would round to nothing, and is not nothing, keeps two digits of its own.
        var tiny = Decimals(center) is { } decimals && spread > 0 && spread < 0.5 * Math.Pow(10, -decimals);
        return $"{Score(center)} ± "
            + $"{(tiny ? spread.ToString("0.0E+0", CultureInfo.InvariantCulture) : WithDecimals(spread, Decimals(center)))}";
    }

    /// <summary>The bootstrap's interval of a test score, where it was measured: <c> (95 %: 0.9380 to 0.9630)</c>.</summary>
    public static string Interval(FoldResult test, string metric) =>
        test.Metrics.TryGetValue($"test/{metric}.low", out var low) && test.Metrics.TryGetValue($"test/{metric}.high", out var high)
            ? $" (95 %: {Score(low)} to {Score(high)})"
            : "";

    /// <summary>Every score of a trial by metric: <c>accuracy 0.9500 ± 0.0100, parameters 1234 ± 0</c>.</summary>
    public static string Scores(IEnumerable<KeyValuePair<string, ObjectiveScore>> scores) =>
        string.Join(", ", scores.Select(s => $"{s.Key} {Spread(s.Value.Mean, s.Value.Deviation)}"));

    /// <summary>What is optimised: <c>maximize accuracy, minimize parameters</c>.</summary>
    public static string Goals(SweepDefinition definition) =>
        string.Join(", ", definition.Objectives.Select(o => $"{Word(o.Direction)} {o.Metric}"));

    /// <summary>A configuration with rounded numbers; <c>export</c> and <c>--json</c> have all digits.</summary>
    public static string Settings(Configuration configuration) =>
        string.Join(' ', configuration.Settings.Select(s => $"{s.Name}={Value(s.Value)}"));

    /// <summary>A hyper-parameter's value: whole numbers whole, others rounded to four digits.</summary>
    public static string Value(ParameterValue value) =>
        value.IsText ? value.Text!
        : value.Number == Math.Floor(value.Number) && Math.Abs(value.Number) < 1e15
            ? value.Number.ToString("0", CultureInfo.InvariantCulture)
        : value.Number.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A count; nothing when there is none yet.</summary>
    public static string Count(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? Nothing;

    /// <summary>8.2 s, 3 min 20 s, 2 h 05 min.</summary>
    public static string Duration(TimeSpan? span)
    {
        if (span is not { } exact)
        {
            return Nothing;
        }

        var rounded = TimeSpan.FromSeconds(Math.Round(exact.TotalSeconds));
        return exact.TotalSeconds < 59.95 ? string.Create(CultureInfo.InvariantCulture, $"{exact.TotalSeconds:0.0} s")
            : rounded.TotalHours < 1 ? string.Create(CultureInfo.InvariantCulture, $"{rounded.Minutes} min {rounded.Seconds:00} s")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)rounded.TotalHours} h {rounded.Minutes:00} min");
    }

    /// <summary>In the reader's own time zone.</summary>
    public static string Time(DateTimeOffset at) => at.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Enum values as words: <c>out of memory</c>.</summary>
    public static string Word<T>(T value) where T : struct, Enum =>
        string.Concat(value.ToString().Select((letter, i) =>
            (i > 0 && char.IsUpper(letter) ? " " : "") + char.ToLowerInvariant(letter)));

    // How many decimals show four significant digits; null = only a power of ten does.
    private static int? Decimals(double value)
    {
        if (!double.IsFinite(value))
        {
            return null;
        }

        var rounded = Math.Abs(double.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
        if (rounded == 0)
        {
            return 3;
        }

        var magnitude = (int)Math.Floor(Math.Log10(rounded));
        return magnitude is < -4 or > 6 ? null : Math.Max(0, 3 - magnitude);
    }

    private static string WithDecimals(double value, int? decimals) =>
        !double.IsFinite(value) ? value.ToString(CultureInfo.InvariantCulture)
        : value.ToString(decimals is { } count ? string.Create(CultureInfo.InvariantCulture, $"F{count}") : "0.000E+0",
            CultureInfo.InvariantCulture);
}
