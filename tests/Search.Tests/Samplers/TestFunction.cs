using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Tests.Samplers;

/// <summary>A function whose least value is known, to search on.</summary>
internal sealed record TestFunction(SearchSpace Space, Func<double[], double> Value, double Optimum)
{
    /// <summary>Two parameters, three equal minima (Dixon and Szegö 1978).</summary>
    public static TestFunction Branin { get; } = new(
        Spaces.Of(new FloatParameter("x0", -5, 10), new FloatParameter("x1", 0, 15)),
        x => Math.Pow(x[1] - 5.1 / (4 * Math.PI * Math.PI) * x[0] * x[0] + 5 / Math.PI * x[0] - 6, 2) + 10 * (1 - 1 / (8 * Math.PI))
            * Math.Cos(x[0]) + 10,
        0.39788735772973816);

    /// <summary>A rotated valley of four parameters.</summary>
    public static TestFunction Valley { get; } = new(
        Spaces.Box(4, -5, 5),
        x => Math.Pow(x[0] + x[1] - 1, 2) + 10 * Math.Pow(x[0] - x[1] + 2, 2) + Math.Pow(x[2] - 3, 2) + 5 * Math.Pow(x[3] + x[2] - 2, 2),
        0);

    /// <summary>Fourteen parameters of falling importance, the minimum off the centre.</summary>
    public static TestFunction Many { get; } = new(
        Spaces.Box(14, 0, 1), x => x.Index().Sum(c => Math.Pow(c.Item - 0.15 - 0.05 * c.Index, 2) * 10 / (1 + c.Index)), 0);

    /// <summary>A bowl beside a cliff, beyond which every value is the same and much larger: most of the space.</summary>
    public static TestFunction Cliff { get; } = new(
        Spaces.Box(4, 0, 1), x => x[0] + 0.5 * x[1] - 0.5 * x[2] + 0.3 * x[3] > 0.5 ? 50 : x.Sum(z => Math.Pow(z - 0.35, 2)), 0);

    /// <summary>Median over seeds of the best value after a number of trials, less the optimum.</summary>
    public double MedianRegret(string sampler, int trials, int seeds)
    {
        var regrets = Enumerable.Range(0, seeds).Select(seed => Regret(SamplerRegistry.Create(sampler, Space, (ulong)seed), trials)).Order()
            .ToList();
        return regrets[seeds / 2];
    }

    private double Regret(ISampler sampler, int trials)
    {
        var observed = new List<Observation>();
        for (var trial = 0; trial < trials; trial++)
        {
            var configuration = sampler.Suggest(new SuggestionRequest(trial, observed, []))!;
            observed.Add(new Observation(trial, configuration, Value([.. configuration.Settings.Select(s => s.Value.Number)])));
        }

        return observed.Min(o => o.Loss) - Optimum;
    }
}
