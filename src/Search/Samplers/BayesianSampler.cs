using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Acquisition;
using Orchestrator.Search.Constraints;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Samplers;

/// <summary>
/// Bayesian optimisation: a Gaussian process is fitted to the trials that ended, and the next trial is where its log expected
/// improvement is largest, averaged over what pending trials may bring. The first trials are scrambled Sobol' points.
/// </summary>
/// <remarks>
/// The surrogate is described at <see cref="MarginalLikelihood"/>, <see cref="SpaceEncoding"/>, <see cref="OutcomeTransform"/> and
/// <see cref="Hyperparameters.WithMeasuredNoise"/>; in many dimensions the search keeps to a <see cref="TrustRegion"/>.
/// A configuration that was tried or is pending is suggested again only when the space has no other.
/// </remarks>
public sealed class BayesianSampler : ISampler
{
    /// <summary>Spaces of at most this many points are searched exhaustively.</summary>
    private const int MostEnumerated = 2048;

    /// <summary>Few, because the surrogate's own doubts spread points better than a design that knows nothing.</summary>
    private const int InitialTrials = 4;

    /// <summary>Draws of what pending trials may bring come in so many pairs.</summary>
    private const int FantasyPairs = 16;

    private const int LocalSearches = 4;
    private const int Incumbents = 5;

    private readonly SpaceEncoding encoding;
    private readonly Feasibility feasibility;
    private readonly ulong seed;
    private readonly SobolSampler design;
    private readonly FitSchedule schedule;
    private readonly IReadOnlyList<double[]>? allPoints;
    private GaussianProcess? latest; // saves factorising the same rows again

    /// <summary>A sampler of <paramref name="space"/>.</summary>
    public BayesianSampler(SearchSpace space, ulong seed)
    {
        encoding = new SpaceEncoding(space);
        feasibility = new Feasibility(encoding);
        this.seed = seed;
        design = new SobolSampler(space, seed);
        schedule = new FitSchedule(encoding);
        allPoints = AllPoints(space);
    }

    /// <inheritdoc />
    public Configuration? Suggest(SuggestionRequest request)
    {
        var tried = request.Observed.Select(o => o.Configuration).Concat(request.Pending).ToHashSet();
        var finite = request.Observed.Count(o => double.IsFinite(o.Loss));
        var preferred = finite < 2 || finite + request.Pending.Count < InitialTrials
            ? [design.Point(request.Trial)] : PromisingPoints(request);

        Configuration? first = null;
        foreach (var point in preferred.Concat(allPoints ?? RandomPoints(request.Trial, "untried", 256)))
        {
            var configuration = encoding.Decode(point);
            if (!tried.Contains(configuration))
            {
                return configuration;
            }

            first ??= configuration;
        }

        return first;
    }

    private IReadOnlyList<double[]> PromisingPoints(SuggestionRequest request)
    {
        double[] losses = [.. request.Observed.Select(o => o.Loss)];
        var transform = OutcomeTransform.Of(losses);
        var parameters = schedule.For(request.Observed);
        var points = request.Observed.Select(o => encoding.Encode(o.Configuration)).ToList();
        var observed = GaussianProcess.Fit(FeatureTable.Of(encoding, points), transform.Outcomes, parameters, latest);
        latest = observed;
        var posterior = observed.Believing(FeatureTable.Of(encoding, [.. request.Pending.Select(encoding.Encode)]));

        double[] means = [.. losses.Select((_, row) => observed.MeanAtRow(row))];
        var beliefs = request.Pending.Count == 0
            ? [posterior.Belief(means.Min())]
            : posterior.Fantasies(means.Length, FantasyPairs, means.Min(),
                new RandomStream(SeedSequence.Derive(seed, request.Trial, -1, "fantasies")));
        // an improvement that noise would hide is none
        var hidden = Math.Sqrt(Math.Max(0, parameters.Noise - HyperparameterPrior.LeastNoise));
        var improvement =
            new AveragedImprovement(encoding, posterior, [.. beliefs.Select(belief => belief with { Best = belief.Best - hidden })]);
        var incumbents = means.Index().OrderBy(m => m.Item).Take(Incumbents).Select(m => points[m.Index]).ToList();

        var lengthScales = parameters.Weights.Select(weight => 1 / Math.Sqrt(weight)).ToArray();
        var region = TrustRegion.After(encoding, losses, incumbents[0], lengthScales);
        var candidates = allPoints
            ?? new CandidatePoints(encoding, feasibility, region, lengthScales, SeedSequence.Derive(seed, request.Trial, -1, "candidates"))
                .Around(incumbents);
        return new AcquisitionMaximizer(encoding, feasibility, region, improvement, lengthScales).Maximize(candidates, LocalSearches);
    }

    private IEnumerable<double[]> RandomPoints(int trial, string purpose, int count)
    {
        var random = new RandomStream(SeedSequence.Derive(seed, trial, -1, purpose));
        for (var i = 0; i < count; i++)
        {
            yield return feasibility.Draw(random);
        }
    }

    private List<double[]>? AllPoints(SearchSpace space) => FiniteSpace.PointsOf(space, MostEnumerated) is not { } all
        ? null
        : [.. all.Where(point => space.Violated(point) is null).Select(encoding.Encode)];
}
