using System.Globalization;
using Orchestrator.Contracts.Spaces;

namespace Orchestrator.Cli.Rendering;

/// <summary>Numbers for people, the same in every country.</summary>
internal static class Figures
{
    /// <summary>Stands where there is nothing yet.</summary>
    public const string Nothing = "–";

    /// <summary>Four significant digits.</summary>
    public static string Score(double? value) => value is { } number ? number.ToString("G4", CultureInfo.InvariantCulture) : Nothing;

    /// <summary>Mean ± standard deviation.</summary>
    public static string Spread(double? mean, double? deviation) =>
        mean is null ? Nothing : deviation is null ? Score(mean) : $"{Score(mean)} ± {deviation.Value.ToString("G2", CultureInfo.InvariantCulture)}";

    /// <summary>A configuration with rounded numbers; <c>export</c> and <c>--json</c> have all digits.</summary>
    public static string Settings(Configuration configuration) => string.Join(' ', configuration.Settings.Select(s => $"{s.Name}={Value(s.Value)}"));

    /// <summary>A hyper-parameter's value, rounded.</summary>
    public static string Value(ParameterValue value) => value.IsText ? value.Text! : Score(value.Number);

    /// <summary>8.2 s, 3 min 20 s, 2 h 05 min.</summary>
    public static string Duration(TimeSpan? span) => span switch
    {
        null => Nothing,
        { TotalSeconds: < 60 } s => string.Create(CultureInfo.InvariantCulture, $"{s.TotalSeconds:0.0} s"),
        { TotalMinutes: < 60 } m => string.Create(CultureInfo.InvariantCulture, $"{m.Minutes} min {m.Seconds:00} s"),
        { } h => string.Create(CultureInfo.InvariantCulture, $"{(int)h.TotalHours} h {h.Minutes:00} min"),
    };

    /// <summary>In the reader's own time zone.</summary>
    public static string Time(DateTimeOffset at) => at.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Enum values as the journal writes them.</summary>
    public static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
