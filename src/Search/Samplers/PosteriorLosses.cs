using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Samplers;

/// <summary>
/// What trials are worth by the trials around them: the posterior of a Gaussian process at each, with the noise that its folds show. A
/// trial that was lucky is worth less than it was told, one among good neighbours more.
/// </summary>
/// <remarks>The best of many told losses is too good by the noise that chose it; Frazier, "A tutorial on Bayesian optimization", arXiv
/// 1807.02811, section 4.1, on choosing by the posterior mean.</remarks>
public static class PosteriorLosses
{
    /// <summary>Fewer tell nothing of each other.</summary>
    public const int FewestTrials = 4;

    /// <summary>Of more trials the best ones: the time is cubic in their number.</summary>
    private const int MostTrials = 1000;

    /// <summary>Mean and standard deviation by trial, in the losses' unit; empty = too few trials have one, or all are equal.</summary>
    /// <param name="space">That the configurations are of.</param>
    /// <param name="observed">Trials in order; those without a finite loss are left out, and of very many the worst.</param>
    public static IReadOnlyDictionary<int, (double Mean, double Deviation)> Of(SearchSpace space, IReadOnlyList<Observation> observed)
    {
        Observation[] scored = [.. observed.Where(trial => double.IsFinite(trial.Loss)).OrderBy(trial => trial.Loss).Take(MostTrials)
            .OrderBy(trial => trial.Trial)];
        double[] losses = [.. scored.Select(trial => trial.Loss)];
        if (losses.Length < FewestTrials || losses.Distinct().Count() < 2)
        {
            return new Dictionary<int, (double, double)>();
        }

        var (encoding, outcomes) = (new SpaceEncoding(space), OutcomeTransform.Of(losses).Outcomes);
        var schedule = new FitSchedule(encoding, winsorizes: false);
        var parameters = schedule.For(scored);
        var table = FeatureTable.Of(encoding, [.. scored.Select(trial => encoding.Encode(trial.Configuration))]);
        var process = GaussianProcess.Fit(table, outcomes, parameters, noise: schedule.NoiseRatios());
        var (knots, values) = Knots(outcomes, losses);
        return scored.Index().ToDictionary(row => row.Item.Trial, row =>
        {
            var (mean, deviation) = (process.MeanAtRow(row.Index), Math.Sqrt(process.VarianceAtRow(row.Index)));
            return (Loss(mean), 0.5 * (Loss(mean + deviation) - Loss(mean - deviation)));
        });

        // Outcomes are a monotone function of losses, which the trials themselves are points of; beyond them it goes on as it ends.
        double Loss(double outcome)
        {
            var right = Array.BinarySearch(knots, outcome) is var found && found >= 0 ? found : ~found;
            right = Math.Clamp(right, 1, knots.Length - 1);
            var slope = (values[right] - values[right - 1]) / (knots[right] - knots[right - 1]);
            return values[right - 1] + slope * (outcome - knots[right - 1]);
        }
    }

    /// <summary>The trial of the least mean, of equals the earlier one.</summary>
    /// <param name="losses">As of <see cref="Of"/>, not empty.</param>
    public static int Best(IReadOnlyDictionary<int, (double Mean, double Deviation)> losses) =>
        losses.MinBy(pair => (pair.Value.Mean, pair.Key)).Key;

    private static (double[] Outcomes, double[] Losses) Knots(double[] outcomes, double[] losses)
    {
        var pairs = outcomes.Zip(losses).OrderBy(pair => pair.First).DistinctBy(pair => pair.First).ToArray();
        return ([.. pairs.Select(pair => pair.First)], [.. pairs.Select(pair => pair.Second)]);
    }
}
