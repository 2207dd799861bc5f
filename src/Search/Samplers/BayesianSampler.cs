using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.Spaces;
using Orchestrator.Search.Acquisition;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.QuasiRandom;
using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Samplers;

/// <summary>
/// Bayesian optimisation: a Gaussian process is fitted to the trials that ended, and the next trial is where its log expected
/// improvement is largest, given that pending trials end as expected. The first trials are scrambled Sobol' points.
/// </summary>
/// <remarks>
/// The surrogate is described at <see cref="MarginalLikelihood"/>, <see cref="SpaceEncoding"/> and <see cref="OutcomeTransform"/>.
/// A configuration that was tried or is pending is suggested again only when the space has no other.
/// </remarks>
public sealed class BayesianSampler : ISampler
{
    /// <summary>Spaces of at most this many points are searched exhaustively.</summary>
    private const int MostEnumerated = 2048;

    private const int LocalSearches = 4;

    private readonly SpaceEncoding encoding;
    private readonly ulong seed;
    private readonly SobolSampler design;
    private readonly FitSchedule schedule;
    private readonly bool[] categorical;
    private readonly int initialTrials;
    private readonly IReadOnlyList<double[]>? allPoints;

    /// <summary>A sampler of <paramref name="space"/>.</summary>
    public BayesianSampler(SearchSpace space, ulong seed)
    {
        encoding = new SpaceEncoding(space);
        this.seed = seed;
        design = new SobolSampler(space, seed);
        schedule = new FitSchedule(encoding);
        categorical = [.. Enumerable.Range(0, encoding.Features).Select(encoding.IsCategorical)];
        initialTrials = Math.Clamp(2 * space.Count, 5, 10);
        allPoints = AllPoints(space);
    }

    /// <inheritdoc />
    public Configuration? Suggest(SuggestionRequest request)
    {
        var tried = request.Observed.Select(o => o.Configuration).Concat(request.Pending).ToHashSet();
        var finite = request.Observed.Count(o => double.IsFinite(o.Loss));
        var preferred = finite < 2 || finite + request.Pending.Count < initialTrials ? [design.Point(request.Trial)] : PromisingPoints(request);

        Configuration? first = null;
        foreach (var point in preferred.Concat(allPoints ?? RandomPoints(request.Trial, "untried", 256)))
        {
            var configuration = encoding.Decode(point);
            if (!tried.Contains(configuration)) return configuration;
            first ??= configuration;
        }

        return first;
    }

    private IReadOnlyList<double[]> PromisingPoints(SuggestionRequest request)
    {
        var parameters = schedule.For(request.Observed);
        var outcomes = OutcomeTransform.Apply([.. request.Observed.Select(o => o.Loss)]);
        var points = request.Observed.Select(o => encoding.Encode(o.Configuration)).ToList();
        var observed = GaussianProcess.Fit(Table(points), outcomes, parameters);
        var means = outcomes.Select((_, row) => observed.MeanAtRow(row)).ToArray();
        var posterior = observed.Believing(Table([.. request.Pending.Select(encoding.Encode)]));
        var best = Math.Min(means.Min(), posterior.Outcomes.Skip(means.Length).DefaultIfEmpty(means[0]).Min()); // pending trials improve too

        var lengthScales = parameters.Weights.Select(weight => 1 / Math.Sqrt(weight)).ToArray();
        var maximizer = new AcquisitionMaximizer(encoding, posterior, best, lengthScales);
        var incumbents = means.Index().OrderBy(m => m.Item).Take(5).Select(m => points[m.Index]).ToList();
        return maximizer.Maximize(allPoints ?? Candidates(request, incumbents, lengthScales), LocalSearches);
    }

    /// <summary>An even spread over the space, and the neighbourhood of the best trials at several distances.</summary>
    private List<double[]> Candidates(SuggestionRequest request, List<double[]> incumbents, double[] lengthScales)
    {
        const int spread = 256, near = 24;
        var sobol = new SobolSequence(encoding.Axes.Count, SeedSequence.Derive(seed, request.Trial, -1, "candidates"));
        var random = new RandomStream(SeedSequence.Derive(seed, request.Trial, -1, "perturbations"));
        var candidates = new List<double[]>(spread + incumbents.Count * near);
        for (var i = 0u; i < spread; i++)
        {
            var point = new double[encoding.Axes.Count];
            sobol.Point(i, point);
            for (var axis = 0; axis < point.Length; axis++) point[axis] = encoding.Axes[axis].FromUniform(point[axis]);
            candidates.Add(point);
        }

        foreach (var incumbent in incumbents)
            for (var i = 0; i < near; i++) candidates.Add(Perturb(incumbent, random, lengthScales, Math.Pow(0.3, i % 4)));
        return candidates;
    }

    private double[] Perturb(double[] incumbent, RandomStream random, double[] lengthScales, double distance)
    {
        var point = (double[])incumbent.Clone();
        for (var i = 0; i < point.Length; i++)
        {
            var axis = encoding.Axes[i];
            var reach = distance * Math.Min(0.3, lengthScales[i]);
            var draw = random.NextNormal();
            var choice = random.NextDouble();
            if (random.NextDouble() < 0.4) continue;
            if (!axis.IsCategorical) point[i] = axis.Snap(Math.Clamp(point[i] + reach * draw, 0, 1));
            else if (Math.Abs(draw) < distance) point[i] = axis.FromUniform(choice);
        }

        return point;
    }

    private IEnumerable<double[]> RandomPoints(int trial, string purpose, int count)
    {
        var random = new RandomStream(SeedSequence.Derive(seed, trial, -1, purpose));
        for (var i = 0; i < count; i++)
            yield return [.. encoding.Axes.Select(axis => axis.FromUniform(random.NextDouble()))];
    }

    private FeatureTable Table(IReadOnlyList<double[]> points)
    {
        var table = new FeatureTable(categorical, points.Count);
        var features = new double[encoding.Features];
        foreach (var point in points)
        {
            encoding.Featurize(point, features);
            table.Add(features);
        }

        return table;
    }

    private List<double[]>? AllPoints(SearchSpace space)
    {
        if (encoding.Axes.Any(axis => axis.Levels is null && !axis.IsPoint)) return null;
        var grid = new GridSampler(space);
        if (grid.Size > MostEnumerated) return null;
        return [.. Enumerable.Range(0, (int)grid.Size).Select(index => encoding.Encode(grid.PointAt(index)!))];
    }
}
