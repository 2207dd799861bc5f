using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Samplers;
using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.MultiObjective;

/// <summary>
/// ParEGO: each suggestion is Bayesian search on one number, the largest weighted loss, with weights drawn anew, so that the suggestions
/// spread along the front. With one objective it is <see cref="BayesianSampler"/>.
/// </summary>
/// <remarks>
/// Knowles, "ParEGO", IEEE Trans. Evol. Comput. 10, 2006: the augmented Tchebycheff norm of losses scaled to [0, 1], rho = 0.05. Before
/// they are scaled, losses are bent by <see cref="OutcomeTransform"/>: numbers of weights span orders of magnitude, and the small end of
/// the front would be a single point otherwise.
/// </remarks>
public sealed class ParEgoSampler(SearchSpace space, ulong seed) : ISampler
{
    private const double Augmentation = 0.05;

    private readonly BayesianSampler single = new(space, seed);

    /// <inheritdoc />
    public Configuration? Suggest(SuggestionRequest request)
    {
        var norms = Norms([.. request.Observed.Where(trial => trial.Succeeded)], request.Trial);
        return single.Suggest(request with
        {
            Observed =
                [.. request.Observed.Select(trial => new Observation(trial.Trial, trial.Configuration,
                    norms.GetValueOrDefault(trial.Trial, trial.Failed ? double.NaN : double.PositiveInfinity)))],
        });
    }

    /// <summary>The one number of each trial that succeeded, by the trial's number.</summary>
    private Dictionary<int, double> Norms(Observation[] succeeded, int trial)
    {
        if (succeeded.Length == 0)
        {
            return [];
        }

        var objectives = Enumerable.Range(0, succeeded[0].AllLosses.Count).Select(k => Scaled([.. succeeded.Select(o => o.AllLosses[k])]))
            .ToArray();
        var weights = Weights(objectives.Length, trial);
        return Enumerable.Range(0, succeeded.Length).ToDictionary(row => succeeded[row].Trial, row =>
        {
            double[] weighted = [.. weights.Select((weight, k) => weight * objectives[k][row])];
            return weighted.Max() + Augmentation * weighted.Sum();
        });
    }

    /// <summary>In [0, 1], the best at 0; all 0 where they are equal.</summary>
    private static double[] Scaled(double[] losses)
    {
        var outcomes = OutcomeTransform.Of(losses).Outcomes;
        var (low, high) = (outcomes.Min(), outcomes.Max());
        return high > low ? [.. outcomes.Select(outcome => (outcome - low) / (high - low))] : new double[losses.Length];
    }

    /// <summary>Uniform on the simplex.</summary>
    private double[] Weights(int objectives, int trial)
    {
        var random = new RandomStream(SeedSequence.Derive(seed, trial, -1, "weights of objectives"));
        double[] draws = [.. Enumerable.Range(0, objectives).Select(_ => -Math.Log(1 - random.NextDouble()))];
        return [.. draws.Select(draw => draw / draws.Sum())];
    }
}
