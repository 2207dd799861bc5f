using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Suites;

/// <summary>One search over one function.</summary>
/// <param name="Regrets">After each trial: the true loss of the best trial, as it is told or by the posterior, as a part of the median loss
/// of random configurations that do not fail; infinite before the first that does not. 0 is the least, but for
/// <see cref="SearchSuites.Networks"/>.</param>
/// <param name="NearRepeats">Share of the trials from <see cref="Late"/> on that have an earlier one's choices and its numbers to within a
/// thousandth of their ranges.</param>
/// <param name="Held">Share of the late trials that have the choices which most of them have; 1 in a space without choices.</param>
/// <param name="Seconds">Processor time of a suggestion, the mean.</param>
public sealed record SuiteRun(double[] Regrets, double NearRepeats, double Held, double Seconds)
{
    /// <summary>The trial from which on repeats are counted.</summary>
    public const int Late = 60;

    private const double Near = 1e-3;
    private const int RandomTrials = 256;

    /// <summary>Searches.</summary>
    /// <param name="problem">Over what.</param>
    /// <param name="seed">Which member of the family; also of the search and the noise.</param>
    /// <param name="sampler">Who searches.</param>
    /// <param name="trials">How long, at least 1.</param>
    /// <param name="processorSeconds">The clock.</param>
    /// <param name="bestBy">By what the best trial is chosen; by the posterior at <see cref="SuiteReport.Checkpoints"/> alone, which takes
    /// the time of a suggestion.</param>
    /// <remarks>As in a sweep, the suggestion of trial t sees the results of trials 0 .. t - parallel and has the later ones
    /// pending.</remarks>
    public static SuiteRun Of(SuiteProblem problem, int seed, ISampler sampler, int trials, Func<double> processorSeconds,
        BestBy bestBy = BestBy.Mean)
    {
        var function = problem.Member(seed);
        var (told, regrets, seconds) = (new SuiteTrials(function, seed), new double[trials], 0.0);
        var (truth, scale) = (new List<double>(trials), Scale(problem.Space, function));
        int? best = null;
        double Regret(int? trial) => trial is { } found ? truth[found] / scale : double.PositiveInfinity;
        for (var trial = 0; trial < trials; trial++)
        {
            var request = told.Request(problem.Parallel);
            var before = processorSeconds();
            var configuration = sampler.Suggest(request);
            seconds += processorSeconds() - before;
            if (configuration is null)
            {
                Array.Fill(regrets, Regret(best), trial, trials - trial);
                break;
            }

            truth.Add(function.Value(configuration));
            var mean = told.Add(configuration, truth[^1]).Loss;
            best = best is { } leader && !(mean < told.Observed[leader].Loss) || double.IsNaN(mean) ? best : trial;
            regrets[trial] = Regret(bestBy == BestBy.Posterior && SuiteReport.Checkpoints.Contains(trial + 1)
                && PosteriorLosses.Of(problem.Space, told.Observed) is { Count: > 0 } losses ? PosteriorLosses.Best(losses) : best);
        }

        List<Configuration> tried = [.. told.Observed.Select(o => o.Configuration)];
        return new(regrets, Repeated(problem.Space, tried), MostChosen(problem.Space, tried), seconds / tried.Count);
    }

    /// <summary>The median loss of random configurations that do not fail.</summary>
    private static double Scale(SearchSpace space, SuiteFunction function)
    {
        var random = new RandomSampler(space, seed: 1);
        double[] losses =
        [
            .. Enumerable.Range(0, RandomTrials).Select(i => function.Value(random.Suggest(new SuggestionRequest(i, [], []))!))
                .Where(loss => !double.IsNaN(loss)).Order(),
        ];
        return losses[losses.Length / 2];
    }

    private static double Repeated(SearchSpace space, List<Configuration> tried)
    {
        var encoding = new SpaceEncoding(space);
        return Share(tried, late => tried.Take(late).Any(earlier => Parts.Repeats(encoding, earlier, tried[late], Near)));
    }

    private static double MostChosen(SearchSpace space, List<Configuration> tried)
    {
        string[] choices = [.. space.Parameters.OfType<CategoricalParameter>().Select(p => p.Name)];
        string Chosen(Configuration c) => string.Join(' ', choices.Select(name => c.TryGet(name, out var value) ? value.Text : "-"));
        var most = tried.Skip(Late).GroupBy(Chosen).MaxBy(group => group.Count())?.Key;
        return Share(tried, late => Chosen(tried[late]) == most);
    }

    private static double Share(List<Configuration> tried, Func<int, bool> counts) =>
        tried.Count <= Late ? 0 : Enumerable.Range(Late, tried.Count - Late).Count(counts) / (double)(tried.Count - Late);
}
