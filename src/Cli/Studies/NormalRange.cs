using System.Globalization;
using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Cli.Studies;

/// <summary>A normal distribution as a range: its bounds are three deviations from the mean, which leave out 0.3 % of it.</summary>
internal static class NormalRange
{
    /// <summary>The bounds.</summary>
    public static (double Low, double High) Of(double mean, double deviation) =>
        (Exact(mean - (3 * deviation)), Exact(mean + (3 * deviation)));

    /// <summary>The range, with a note.</summary>
    public static FloatParameter Of(YamlNode where, string name, double mean, double deviation, ImportNotes notes)
    {
        Tell(where, name, notes);
        var (low, high) = Of(mean, deviation);
        return new FloatParameter(name, low, high);
    }

    /// <summary>Says what became of the distribution.</summary>
    public static void Tell(YamlNode where, string name, ImportNotes notes) => notes.Add(where,
        $"'{name}' is normally distributed and so has no bounds: what lies within three deviations of the mean is searched, no part of it "
            + "more than others");

    /// <summary>3 * 0.1 as 0.3: without the last digits, which arithmetic blurs.</summary>
    public static double Exact(double value) => double.IsFinite(value)
        ? double.Parse(value.ToString("G15", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : value;
}
