using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Sweeps.Figures;

/// <summary>Makes axes: as wide as what stands on them, and a little wider.</summary>
public static class FigureAxes
{
    private const double Margin = 0.05;

    /// <summary>An even axis around some values.</summary>
    public static FigureAxis Linear(string label, IEnumerable<double> values, double margin = Margin, AxisKind kind = AxisKind.Linear)
    {
        double[] all = [.. values.Where(double.IsFinite)];
        var (low, high) = all.Length == 0 ? (0, 1) : Widened(all.Min(), all.Max(), margin);
        return new FigureAxis(label, kind, low, high);
    }

    /// <summary>An axis of whole numbers around some values.</summary>
    public static FigureAxis Counts(string label, IEnumerable<double> values) => Linear(label, values, kind: AxisKind.Count);

    /// <summary>A logarithmic axis around some values, which are positive.</summary>
    public static FigureAxis Log(string label, IEnumerable<double> values)
    {
        double[] all = [.. values.Select(Math.Log10)];
        var (low, high) = Widened(all.Min(), all.Max(), Margin);
        return new FigureAxis(label, AxisKind.Log, Math.Pow(10, low), Math.Pow(10, high));
    }

    /// <summary>A place each.</summary>
    public static FigureAxis Named(string label, IEnumerable<string> names, int longest = 30)
    {
        string[] clean = [.. names.Select(name => FigureText.Clean(name, longest))];
        return new FigureAxis(label, AxisKind.Named, -0.5, clean.Length - 0.5, clean);
    }

    /// <summary>The whole range of a hyper-parameter, logarithmic where its search is.</summary>
    public static FigureAxis Of(Parameter parameter, int longest = 30)
    {
        var name = FigureText.Clean(parameter.Name, longest);
        return parameter switch
        {
            FloatParameter { Log: true } p => Log($"{name} (log)", [p.Low, p.High]),
            IntParameter { Log: true } p => Log($"{name} (log)", [p.Low, p.High]),
            FloatParameter p => Linear(name, [p.Low, p.High]),
            IntParameter p => Linear(name, [p.Low, p.High]),
            CategoricalParameter p => Named(name, p.Choices, longest: 16),
            _ => throw new InvalidOperationException($"No axis for {parameter.GetType().Name}."),
        };
    }

    /// <summary>Where a hyper-parameter's value lies on its axis.</summary>
    public static double At(Parameter parameter, ParameterValue value) =>
        parameter is CategoricalParameter { Choices: var choices }
            ? Enumerable.Range(0, choices.Count).FirstOrDefault(i => choices[i] == value.ToString()) : value.Number;

    private static (double Low, double High) Widened(double low, double high, double margin)
    {
        var range = high - low;
        var room = range > Math.Abs(high) * 1e-12 ? range * margin : Math.Max(Math.Abs(high) * 0.05, 1e-9);
        return low == 0 && high == 0 ? (-0.5, 0.5) : (low - room, high + room);
    }
}
