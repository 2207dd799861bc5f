using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.Spaces;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.MultiObjective;

/// <summary>
/// ParEGO: each suggestion is Bayesian search on one number, the largest weighted loss, with weights drawn anew, so that the suggestions
/// spread along the front.
/// </summary>
/// <remarks>Knowles, "ParEGO", IEEE Trans. Evol. Comput. 10, 2006: the augmented Tchebycheff norm of losses scaled to [0, 1], rho = 0.05.</remarks>
public sealed class ParEgoSampler(SearchSpace space, ulong seed) : IMultiObjectiveSampler
{
    private const double Augmentation = 0.05;

    private readonly BayesianSampler single = new(space, seed);

    /// <inheritdoc />
    public Configuration Suggest(MultiObjectiveRequest request)
    {
        var succeeded = request.Observed.Where(outcome => outcome.Succeeded).ToList();
        var objectives = succeeded.Count > 0 ? succeeded[0].Losses.Count : 0;
        double[] low = new double[objectives], width = new double[objectives];
        for (var k = 0; k < objectives; k++)
        {
            low[k] = succeeded.Min(outcome => outcome.Losses[k]);
            width[k] = Math.Max(succeeded.Max(outcome => outcome.Losses[k]) - low[k], double.Epsilon);
        }

        var weights = Weights(objectives, request.Trial);
        double Norm(Outcome outcome)
        {
            if (!outcome.Succeeded) return double.NaN;
            var weighted = weights.Select((weight, k) => weight * ((outcome.Losses[k] - low[k]) / width[k])).ToList();
            return weighted.Max() + Augmentation * weighted.Sum();
        }

        List<Observation> observed = [.. request.Observed.Select(outcome => new Observation(outcome.Trial, outcome.Configuration, Norm(outcome)))];
        return single.Suggest(new SuggestionRequest(request.Trial, observed, request.Pending))!;
    }

    /// <summary>Uniform on the simplex.</summary>
    private double[] Weights(int objectives, int trial)
    {
        var random = new RandomStream(SeedSequence.Derive(seed, trial, -1, "weights of objectives"));
        double[] draws = [.. Enumerable.Range(0, objectives).Select(_ => -Math.Log(1 - random.NextDouble()))];
        return [.. draws.Select(draw => draw / draws.Sum())];
    }
}
