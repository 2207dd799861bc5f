using System.Globalization;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Spelling;

namespace Orchestrator.Dashboard.Text;

/// <summary>Numbers for people, the same in every country.</summary>
internal static class Numbers
{
    /// <summary>A deviation, with the decimals of the mean that it belongs to; a small one keeps two digits of its own.</summary>
    public static string Deviation(double? mean, double? deviation)
    {
        if (mean is not { } center || deviation is not { } spread || !double.IsFinite(center) || !double.IsFinite(spread))
        {
            return NumberText.Score(deviation);
        }

        var written = NumberText.Score(center);
        var decimals = written.Contains('E') ? 0 : written.Contains('.') ? written.Length - written.IndexOf('.') - 1 : 0;
        return spread > 0 && (written.Contains('E') || spread < 0.5 * Math.Pow(10, -decimals))
            ? spread.ToString("0.0E+0", CultureInfo.InvariantCulture)
            : spread.ToString(string.Create(CultureInfo.InvariantCulture, $"F{decimals}"), CultureInfo.InvariantCulture);
    }

    /// <summary>A count with its noun: <c>1 trial</c>, <c>20 trials</c>.</summary>
    public static string Count(int number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:#,##0} {noun}{(number == 1 ? "" : "s")}");

    /// <summary>A share in percent, without decimals.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} %");

    /// <summary>Bytes in the unit that fits: <c>3.4 GiB</c>.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        >= 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.0} GiB"),
        >= 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0} KiB"),
    };

    /// <summary>8.2 s, 3 min 20 s, 2 h 05 min, 3 d 4 h.</summary>
    public static string Duration(double? seconds)
    {
        if (seconds is not { } exact || !double.IsFinite(exact))
        {
            return NumberText.Nothing;
        }

        var span = TimeSpan.FromSeconds(Math.Round(Math.Max(0, exact)));
        return exact < 59.95 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, exact):0.0} s")
            : span.TotalHours < 1 ? string.Create(CultureInfo.InvariantCulture, $"{span.Minutes} min {span.Seconds:00} s")
            : span.TotalHours < 48 ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h {span.Minutes:00} min")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalDays} d {span.Hours} h");
    }

    /// <summary>How long ago: <c>just now</c>, <c>5 min ago</c>, <c>3 d ago</c>.</summary>
    public static string Ago(TimeSpan span) => span.TotalSeconds switch
    {
        < 10 => "just now",
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0} s ago"),
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(span.TotalMinutes):0} min ago"),
        < 86400 => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(span.TotalHours):0} h ago"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(span.TotalDays):0} d ago"),
    };
}
