using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Samplers;
using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Importance;

/// <summary>
/// PED-ANOVA: how differently the best tenth of the trials and all of them are distributed along each parameter. It tells what matters
/// for being good, where fANOVA tells what matters on the whole, and needs no surrogate.
/// </summary>
/// <remarks>Watanabe, Bansal and Hutter, "PED-ANOVA", IJCAI 2023, arXiv 2304.10255, equation 15: the Pearson divergence of the two
/// densities.</remarks>
public sealed class PedAnova : IImportance
{
    private const double Quantile = 0.1;
    private const int GridPoints = 64;

    /// <inheritdoc />
    public IReadOnlyDictionary<string, double> Of(SearchSpace space, IReadOnlyList<Observation> observed)
    {
        var scores = new double[space.Count];
        var ranked = observed.Where(o => double.IsFinite(o.Loss)).OrderBy(o => o.Loss).ToList();
        if (ranked.Count < Shares.FewestTrials || ranked[0].Loss == ranked[^1].Loss)
        {
            return Shares.Of(space, scores);
        }

        var best = ranked.Take(Math.Max(2, (int)Math.Ceiling(Quantile * ranked.Count))).ToList();
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = Divergence(space.Parameters[i], best, ranked);
        }

        return Shares.Of(space, scores);
    }

    private static double Divergence(Parameter parameter, List<Observation> best, List<Observation> all)
    {
        var encoding = new SpaceEncoding(new SearchSpace([parameter with { Condition = null }]));
        var axis = encoding.Axes[0];
        if (Density(encoding, parameter, best) is not { } good || Density(encoding, parameter, all) is not { } any || axis.IsPoint)
        {
            return 0;
        }

        var grid = axis.Levels is { } levels and <= GridPoints
            ? Enumerable.Range(0, (int)levels).Select(level => axis.Coordinate(level))
            : Enumerable.Range(0, GridPoints).Select(point => (point + 0.5) / GridPoints);

        double sum = 0, total = 0;
        foreach (var coordinate in grid)
        {
            double p = Math.Exp(good.LogDensity([coordinate])), q = Math.Exp(any.LogDensity([coordinate]));
            sum += (p - q) * (p - q) / q;
            total += q;
        }

        return sum / total;
    }

    /// <summary>Over the trials that have the parameter; null where none has.</summary>
    private static ParzenEstimator? Density(SpaceEncoding encoding, Parameter parameter, List<Observation> trials)
    {
        double[][] points =
            [.. trials.Where(t => t.Configuration.TryGet(parameter.Name, out _))
                .Select(t => new[] { encoding.Axes[0].Encode(t.Configuration[parameter.Name]) })];
        return points.Length == 0 ? null : new ParzenEstimator(encoding, points, [.. points.Select(_ => 1.0)], uniformWeight: 1);
    }
}
