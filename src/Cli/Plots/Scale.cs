using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Cli.Plots;

/// <summary>An axis: where values lie on it, and what is written beside it.</summary>
/// <param name="Low">Where it begins, in coordinates.</param>
/// <param name="High">Where it ends, in coordinates.</param>
/// <param name="IsLog">Whether coordinates are decimal logarithms.</param>
/// <param name="Ticks">In order.</param>
internal sealed record Scale(double Low, double High, bool IsLog, IReadOnlyList<Tick> Ticks)
{
    private const double Margin = 0.05;
    private const int LongestChoice = 16;
    private IReadOnlyList<string>? choices;

    /// <summary>An even scale around some values.</summary>
    public static Scale Linear(IEnumerable<double> values, int ticks = 7, double margin = Margin)
    {
        double[] all = [.. values.Where(double.IsFinite)];
        var (low, high) = all.Length == 0 ? (0, 1) : Widened(all.Min(), all.Max(), margin);
        return new Scale(low, high, false, Even(low, high, ticks));
    }

    /// <summary>A logarithmic scale around some values, which are positive.</summary>
    public static Scale Log(IEnumerable<double> values, int ticks = 7)
    {
        double[] all = [.. values.Select(Math.Log10)];
        var (low, high) = Widened(all.Min(), all.Max(), Margin);
        return new Scale(low, high, true, Decades(low, high, ticks));
    }

    /// <summary>A place each.</summary>
    public static Scale Named(IReadOnlyList<string> names, int most = 12, int longest = LongestChoice)
    {
        var every = Math.Max(1, (names.Count + most - 1) / most);
        return new Scale(-0.5, names.Count - 0.5, false,
            [.. names.Select((name, i) => new Tick(i, PlotText.Clean(name, longest))).Where((_, i) => i % every == 0)])
        { choices = names };
    }

    /// <summary>The whole range of a hyper-parameter, logarithmic where its search is.</summary>
    public static Scale Of(Parameter parameter, int ticks = 5) => parameter switch
    {
        FloatParameter { Log: true } p => Log([p.Low, p.High], ticks),
        IntParameter { Log: true } p => Log([p.Low, p.High], ticks),
        FloatParameter p => Linear([p.Low, p.High], ticks),
        IntParameter p => Linear([p.Low, p.High], ticks),
        CategoricalParameter p => Named(p.Choices, ticks * 2),
        _ => throw new InvalidOperationException($"No scale for {parameter.GetType().Name}."),
    };

    /// <summary>Where a number lies.</summary>
    public double At(double value) => IsLog ? Math.Log10(value) : value;

    /// <summary>Where a hyper-parameter's value lies.</summary>
    public double At(ParameterValue value)
    {
        for (var i = 0; i < choices?.Count; i++)
        {
            if (choices[i] == value.ToString())
            {
                return i;
            }
        }

        return At(value.Number);
    }

    private static (double Low, double High) Widened(double low, double high, double margin)
    {
        var range = high - low;
        var room = range > Math.Abs(high) * 1e-12 ? range * margin : Math.Max(Math.Abs(high) * 0.05, 1e-9);
        return low == 0 && high == 0 ? (-0.5, 0.5) : (low - room, high + room);
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
