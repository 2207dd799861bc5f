using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Search.Benchmarks;

/// <summary>A made-up but plausible validation loss of a small network, over mixed hyper-parameters with interactions.</summary>
internal static class NetworkFunctions
{
    private static readonly string[] Activations = ["relu", "tanh", "gelu", "sigmoid"];
    private static readonly double[] ActivationPenalty = [0.004, 0.015, 0, 0.05];
    private static readonly double[] ActivationRate = [0, 0.3, -0.2, 0.6];
    private static readonly double[] DepthPenalty = [0.03, 0.008, 0, 0.006];
    private static readonly double[] BestWidth = [7, 6, 6, 5];

    /// <summary>One width a layer, which exists with its layer.</summary>
    public static SearchSpace Conditional { get; } = BenchmarkFunction.SpaceOf(
    [
        BenchmarkFunction.Real("lr", 1e-5, 1e-1, true), BenchmarkFunction.Real("wd", 1e-8, 1e-2, true),
            BenchmarkFunction.Real("dropout", 0, 0.6),
        new CategoricalParameter("activation", Activations.ToEquatableList()), new IntParameter("n_layers", 1, 4),
        .. Enumerable.Range(0, 4).Select(layer => new IntParameter($"units_{layer}", 16, 512, Log: true, Condition: LayerExists(layer))),
    ]);

    /// <summary>Six parameters that always exist: one width for all layers.</summary>
    public static SearchSpace Six { get; } = BenchmarkFunction.SpaceOf(
        BenchmarkFunction.Real("lr", 1e-5, 1e-1, true), BenchmarkFunction.Real("wd", 1e-8, 1e-2, true),
            BenchmarkFunction.Real("dropout", 0, 0.6),
        new IntParameter("units", 16, 512, Log: true), new IntParameter("n_layers", 1, 4),
            new CategoricalParameter("activation", Activations.ToEquatableList()));

    /// <summary>The loss over <see cref="Conditional"/>.</summary>
    public static double ConditionalLoss(Configuration c) =>
        Loss(c, [.. Enumerable.Range(0, (int)c["n_layers"].Number).Select(layer => Math.Log2(c[$"units_{layer}"].Number))]);

    /// <summary>The loss over <see cref="Six"/>.</summary>
    public static double SixLoss(Configuration c) =>
        Loss(c, [.. Enumerable.Repeat(Math.Log2(c["units"].Number), (int)c["n_layers"].Number)]);

    /// <summary>A portable random configuration of <see cref="Six"/>, or of any space without conditions.</summary>
    public static Configuration Draw(SearchSpace space, params long[] keys)
    {
        var settings =
            space.Parameters.Select((parameter, j) => new Setting(parameter.Name, Draw(parameter, PortableRandom.Uniform([.. keys, j]))));
        return new Configuration(settings.ToEquatableList());
    }

    private static ParameterValue Draw(Parameter parameter, double u) => parameter switch
    {
        CategoricalParameter p => ParameterValue.Of(p.Choices[Math.Min((int)(u * p.Choices.Count), p.Choices.Count - 1)]),
        IntParameter { Log: true } p =>
            ParameterValue.Of(Math.Clamp(Math.Floor(Geometric(p.Low - .5, p.High + .5, u) + .5), p.Low, p.High)),
        IntParameter p => ParameterValue.Of(p.Low + Math.Min((long)(u * (p.High - p.Low + 1)), p.High - p.Low)),
        FloatParameter { Log: true } p => ParameterValue.Of(Geometric(p.Low, p.High, u)),
        FloatParameter p => ParameterValue.Of(p.Low + u * (p.High - p.Low)),
        _ => throw new ArgumentException("unknown parameter"),
    };

    private static double Geometric(double low, double high, double u) => Math.Exp(Math.Log(low) + u * (Math.Log(high) - Math.Log(low)));

    private static double Loss(Configuration c, double[] widths)
    {
        var depth = widths.Length;
        var activation = Array.IndexOf(Activations, c["activation"].Text);
        var rate = Math.Log10(c["lr"].Number) - (-2.5 - 0.25 * (depth - 1) + ActivationRate[activation]);
        var dropout = c["dropout"].Number - (0.10 + 0.05 * (widths.Average() - 5));
        var decay = Math.Log10(c["wd"].Number) + 5;
        return 0.05 + ActivationPenalty[activation] + DepthPenalty[depth - 1] + 0.5 * (1 - Math.Exp(-0.15 * rate * rate))
            + 0.6 * dropout * dropout + 0.01 * widths.Select((w, i) => (w - BestWidth[i]) * (w - BestWidth[i])).Sum() + 0.004 * decay
                * decay;
    }

    private static Condition? LayerExists(int layer) => layer == 0
        ? null
        : new Condition("n_layers", Enumerable.Range(layer + 1, 4 - layer).Select(n => ParameterValue.Of(n)).ToEquatableList());
}
