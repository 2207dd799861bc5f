using Orchestrator.Contracts.Api.Figures;

namespace Orchestrator.Cli.Plots;

/// <summary>An axis as it is drawn: where values lie on it, and what is written beside it.</summary>
/// <param name="Low">Where it begins, in coordinates.</param>
/// <param name="High">Where it ends, in coordinates.</param>
/// <param name="IsLog">Whether coordinates are decimal logarithms.</param>
/// <param name="Ticks">In order.</param>
internal sealed record Scale(double Low, double High, bool IsLog, IReadOnlyList<Tick> Ticks)
{
    private const int MostNamesAcross = 12, MostNamesUp = 40;

    /// <summary>The scale of a figure's axis.</summary>
    /// <param name="axis">Which.</param>
    /// <param name="ticks">About how many.</param>
    /// <param name="across">Whether it lies below the panel, where names need more room than at its side.</param>
    /// <param name="most">At most so many names; null = as many as there is room for.</param>
    public static Scale Of(FigureAxis axis, int ticks, bool across, int? most = null) => axis.Kind switch
    {
        AxisKind.Log => new Scale(Math.Log10(axis.Low), Math.Log10(axis.High), true,
            Decades(Math.Log10(axis.Low), Math.Log10(axis.High), ticks)),
        AxisKind.Named => new Scale(axis.Low, axis.High, false, Names(axis.Names!, most ?? (across ? MostNamesAcross : MostNamesUp))),
        AxisKind.Count => new Scale(axis.Low, axis.High, false,
            [.. Even(axis.Low, axis.High, ticks).Where(tick => tick.At == Math.Floor(tick.At) && tick.At >= 0)]),
        _ => new Scale(axis.Low, axis.High, false, Even(axis.Low, axis.High, ticks)),
    };

    /// <summary>Where a value lies.</summary>
    public double At(double value) => IsLog ? Math.Log10(value) : value;

    private static Tick[] Names(IReadOnlyList<string> names, int most)
    {
        var every = Math.Max(1, (names.Count + most - 1) / most);
        return [.. names.Select((name, i) => new Tick(i, name)).Where((_, i) => i % every == 0)];
    }

    private static Tick[] Even(double low, double high, int most)
    {
        var rough = (high - low) / most;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * (rough / power is var lead && lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
        var first = Math.Ceiling(low / step);
        return [.. Enumerable.Range(0, most + 2).Select(i => (first + i) * step).Where(at => at <= high + step * 1e-9)
            .Select(at => new Tick(at, PlotText.Tick(at, step)))];
    }

    // Powers of ten where there are enough of them, else 1, 2 and 5 of each, else even steps.
    private static Tick[] Decades(double low, double high, int most)
    {
        var every = Math.Max(1, (int)Math.Ceiling((high - low) / most));
        double[] leads = high - low >= 3 ? [1] : [1, 2, 5];
        var ticks = from power in Enumerable.Range((int)Math.Floor(low), (int)(Math.Ceiling(high) - Math.Floor(low)) + 1)
                    where power % every == 0
                    from lead in leads
                    let at = power + Math.Log10(lead)
                    where at >= low && at <= high
                    select new Tick(at, PlotText.Tick(lead * Math.Pow(10, power), Math.Pow(10, power)));
        Tick[] found = [.. ticks];
        return found.Length >= 2 ? found :
            [.. Even(Math.Pow(10, low), Math.Pow(10, high), most).Select(tick => tick with { At = Math.Log10(tick.At) })
                .Where(tick => double.IsFinite(tick.At) && tick.Label.Length > 0)];
    }
}

/// <summary>A labelled place on a scale.</summary>
/// <param name="At">In the scale's coordinates.</param>
/// <param name="Label">What stands there.</param>
internal sealed record Tick(double At, string Label);
