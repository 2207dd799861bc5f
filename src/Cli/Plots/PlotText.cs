using System.Globalization;

namespace Orchestrator.Cli.Plots;

/// <summary>Numbers as figures show them.</summary>
internal static class PlotText
{
    /// <summary>A number beside an axis.</summary>
    /// <param name="value">Which.</param>
    /// <param name="step">From one tick to the next: says how many digits are needed.</param>
    public static string Tick(double value, double step)
    {
        if (value == 0 || Math.Abs(value) < step * 1e-6)
        {
            return "0";
        }

        var magnitude = Math.Floor(Math.Log10(Math.Abs(value)) + 1e-9);
        var fine = Math.Floor(Math.Log10(step) + 1e-9);
        return magnitude is >= -3 and < 6
            ? value.ToString(Digits(-fine), CultureInfo.InvariantCulture)
            : value.ToString(Digits(magnitude - fine) + "E0", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
    }

    private static string Digits(double decimals) => decimals < 1 ? "0" : "0." + new string('#', (int)Math.Min(decimals, 12));
}
