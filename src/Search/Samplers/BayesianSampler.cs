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
/// Trials that fail have no loss to learn from: the improvement is weighed with the probability of success, see <see cref="SuccessModel"/>,
/// and is taken for none where a trial has failed.
/// The surrogate is described at <see cref="MarginalLikelihood"/>, <see cref="SpaceEncoding"/>, <see cref="OutcomeTransform"/> and
/// <see cref="Hyperparameters.WithMeasuredNoise"/>; in many dimensions the search keeps to a <see cref="TrustRegion"/>. Where results are
/// exact, one trial in six may go to the least of a <see cref="ResponseSurface"/>.
/// A configuration that was tried or is pending is suggested again only when the space has no other; one beside it, only while that is
/// expected to gain something.
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
    private const int DistantSearches = 2;

    /// <summary>Improvements, in deviations of the outcomes, that are worth a trial beside an earlier one; and of what noise or a step
    /// hides the part that is.</summary>
    private const double LeastWorth = 3e-5;
    private const double HiddenWorth = 0.1;

    /// <summary>Gains, in deviations of the outcomes and as a part of what noise or a step hides, for which a trial may be made that will
    /// rather fail than succeed.</summary>
    private const double LeastRisked = 1e-3;
    private const double RiskedPart = 3;

    /// <summary>Where results are exact, one trial in so many may go for digits: for smaller improvements, or to the least of a
    /// quadratic.</summary>
    private const int Refining = 6;

    /// <summary>Parts of a range within which a trial repeats another one, and beyond which one is elsewhere.</summary>
    private const double Repeat = 0.01;
    private const double Away = 0.05;

    private const int Incumbents = 5;

    private readonly SpaceEncoding encoding;
    private readonly Feasibility feasibility;
    private readonly ulong seed;
    private readonly SobolSampler design;
    private readonly FitSchedule schedule;
    private readonly IReadOnlyList<double[]>? allPoints;
    private readonly FitSchedule successes; // of which trials succeed
    private GaussianProcess? latest, latestSuccesses; // save factorising the same rows again

    /// <summary>A sampler of <paramref name="space"/>.</summary>
    public BayesianSampler(SearchSpace space, ulong seed)
    {
        encoding = new SpaceEncoding(space);
        feasibility = new Feasibility(encoding);
        this.seed = seed;
        design = new SobolSampler(space, seed);
        schedule = new FitSchedule(encoding);
        successes = new FitSchedule(encoding, winsorizes: false, bowl: 0);
        allPoints = AllPoints(space);
    }

    /// <inheritdoc />
    public Configuration? Suggest(SuggestionRequest request)
    {
        var tried = request.Observed.Select(o => o.Configuration).Concat(request.Pending).ToHashSet();
        var finite = request.Observed.Count(o => double.IsFinite(o.Loss));
        var preferred = finite < 2 || finite + request.Pending.Count < InitialTrials ? [Design(request.Trial)]
            : Explores(request) ? [Design(request.Trial), .. RandomPoints(request.Trial, "explored", 16)]
            : PromisingPoints(request);

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

    /// <summary>Whether a trial is a point of the design: all of them while all are equally good, every other while most are or while
    /// the best is no better than a third of the design.</summary>
    private bool Explores(SuggestionRequest request) => Plateau.Share(request.Observed) is var share
        && (share == 1 || (request.Trial % 2 == 1 && (share > 0.5 || Plateau.IsUnbeaten(request.Observed, IsOfDesign))));

    private bool IsOfDesign(Observation observed) => observed.Configuration.Equals(encoding.Decode(Design(observed.Trial)));

    /// <summary>Of the first trials: the middle of the space, where ranges that people write have their best more often than at an end,
    /// and Sobol' points.</summary>
    private double[] Design(int trial)
    {
        var point = design.Point(trial);
        double[] middle = [.. point.Select((x, i) => encoding.Axes[i].IsCategorical ? x : encoding.Axes[i].Snap(0.5))];
        return trial == 0 && feasibility.Contains(middle) ? middle : point;
    }

    private IReadOnlyList<double[]> PromisingPoints(SuggestionRequest request)
    {
        Observation[] known = [.. request.Observed.Where(o => !o.Failed)];
        var parameters = schedule.For(known);
        var (outcomes, noise) = (schedule.Transform().Outcomes, schedule.NoiseRatios());
        var points = known.Select(o => encoding.Encode(o.Configuration)).ToList();
        var observed = GaussianProcess.Fit(FeatureTable.Of(encoding, points), outcomes, parameters, latest, noise);
        latest = observed;
        double[] means = [.. known.Select((_, row) => observed.MeanAtRow(row))];
        var best = means.Min();
        // Where a trial failed there is no improvement.
        double[][] failed = [.. request.Observed.Where(o => o.Failed).Select(o => encoding.Encode(o.Configuration))];
        var pending = FeatureTable.Of(encoding, [.. request.Pending.Select(encoding.Encode)]);
        var posterior = observed.Believing(FeatureTable.Of(encoding, failed), least: best).Believing(pending);
        var fantasies = pending.Count == 0 ? posterior.Believed
            : posterior.Fantasize(means.Length + failed.Length, FantasyPairs, Draws(request.Trial, "fantasies"));
        var success = failed.Length == 0 ? null : Success(request, pending);
        // an improvement that the noise of the best trial would hide is none, nor is one of less than a step
        var drowned = Math.Sqrt(Math.Max(0, parameters.Noise - HyperparameterPrior.LeastNoise)
            * (noise?[Array.IndexOf(means, best)] ?? 1));
        var hidden = Math.Max(drowned, LossSteps.LeastImprovement(outcomes, request.Trial));
        var incumbents = means.Index().OrderBy(m => m.Item).Take(Incumbents).Select(m => points[m.Index]).ToList();
        var costs = CostModel.Learn(encoding, request.Observed.Select(o => (o.Configuration, o.Seconds)));
        var improvement = new AveragedImprovement(encoding, posterior, fantasies, [.. fantasies.Draws.Select((_, b) => BestIn(b) - hidden)],
            costs, incumbents[0], success);

        var lengthScales = parameters.Weights.Select(weight => 1 / Math.Sqrt(weight)).ToArray();
        var region = TrustRegion.After(encoding, [.. request.Observed.Select(o => o.Loss)], incumbents[0], lengthScales);
        var candidates = allPoints
            ?? new CandidatePoints(encoding, feasibility, region, lengthScales, SeedSequence.Derive(seed, request.Trial, -1, "candidates"))
                .Around(incumbents);
        var maximizer = new AcquisitionMaximizer(encoding, feasibility, region, improvement, lengthScales);
        var ranked = maximizer.Rank(candidates);
        var found = maximizer.Improve(ranked, LocalSearches);
        var tried = new Lazy<TriedPoints>(() =>
            new(encoding, request.Observed.Select(o => o.Configuration).Concat(request.Pending).Select(encoding.Encode)));
        return [.. Polished(), .. Safe(), .. Elsewhere(), .. found.Select(p => p.Point), .. ranked.Select(p => p.Point)];

        double BestIn(int fantasy) =>
            fantasies.Draws[fantasy].Drawn.Where((_, i) => success?.Succeeds(fantasy, i) != false).Append(best).Min();

        // Where results are exact and near the best ones a quadratic: where it is least.
        IEnumerable<double[]> Polished() => hidden == 0 && request.Trial % Refining == 0
            && ResponseSurface.Least(encoding, points, [.. known.Select(o => o.Loss)]) is { } least && feasibility.Contains(least)
                ? [least] : [];

        // Instead of a trial that will rather fail, for a gain that is small: the most promising one that will rather succeed.
        IEnumerable<double[]> Safe()
        {
            if (success is null || found[0].Score > Math.Log(Math.Max(LeastRisked, RiskedPart * hidden)) || Succeeds([found[0].Point])[0])
            {
                return [];
            }

            var succeeds = Succeeds([.. ranked.Select(p => p.Point)]);
            return ranked.Select(p => p.Point).Where((point, i) => succeeds[i] && !tried.Value.HasNear(point, Repeat)).Take(1);
        }

        bool[] Succeeds(double[][] points) =>
            [.. success!.Probabilities(FeatureTable.Of(encoding, points)).Select(probability => probability >= 0.5)];

        // Instead of a repeat that would gain next to nothing: the most promising points away from all trials.
        IEnumerable<double[]> Elsewhere()
        {
            var worth = Math.Max(LeastWorth, HiddenWorth * hidden);
            if (allPoints is not null || found[0].Score > Math.Log(worth) || (hidden == 0 && request.Trial % Refining == 0)
                || !tried.Value.HasNear(found[0].Point, Repeat)
                || ranked.Where(p => !tried.Value.HasNear(p.Point, Away)).ToList() is not { Count: > 0 } away)
            {
                return [];
            }

            return maximizer.Improve(away, DistantSearches).Select(p => p.Point).Append(away[0].Point)
                .Where(point => !tried.Value.HasNear(point, Repeat));
        }
    }

    /// <summary>Where trials fail, as far as some have.</summary>
    private SuccessModel Success(SuggestionRequest request, FeatureTable pending)
    {
        Observation[] labels = [.. request.Observed.Select(o => new Observation(o.Trial, o.Configuration, o.Failed ? 1 : 0))];
        var parameters = successes.For(labels);
        latestSuccesses = GaussianProcess.Fit(FeatureTable.Of(encoding, [.. labels.Select(o => encoding.Encode(o.Configuration))]),
            successes.Transform().Outcomes, parameters, latestSuccesses);
        return pending.Count == 0 ? SuccessModel.Of(latestSuccesses)
            : SuccessModel.Of(latestSuccesses, pending, FantasyPairs, Draws(request.Trial, "successes"));
    }

    private RandomStream Draws(int trial, string purpose) => new(SeedSequence.Derive(seed, trial, -1, purpose));

    private IEnumerable<double[]> RandomPoints(int trial, string purpose, int count)
    {
        var random = Draws(trial, purpose);
        for (var i = 0; i < count; i++)
        {
            yield return feasibility.Draw(random);
        }
    }

    private List<double[]>? AllPoints(SearchSpace space) => FiniteSpace.PointsOf(space, MostEnumerated) is not { } all
        ? null
        : [.. all.Where(point => space.Violated(point) is null).Select(encoding.Encode)];
}
