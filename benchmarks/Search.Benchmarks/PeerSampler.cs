using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Samplers;
using Orchestrator.Search.Suites;

namespace Orchestrator.Search.Benchmarks;

/// <summary>Optuna's sampler as one of ours, so that a suite runs both by the same rules.</summary>
/// <remarks>
/// A suggestion that breaks a constraint costs no trial: the study is told how far off it is, and that it is as bad as the worst trial so
/// far, and is asked for another, as a user does who checks before training. After <see cref="MostRefusals"/> in a row it gets a random
/// configuration that is allowed.
/// </remarks>
internal sealed class PeerSampler : ISampler
{
    private const int MostRefusals = 20;

    private readonly PeerStudy study;
    private readonly SearchSpace space;
    private readonly RandomSampler random;
    private readonly List<int> numbers = []; // the study's, by our own number of the trial
    private int told;

    /// <summary>Begins a study.</summary>
    public PeerSampler(PeerStudy study, string sampler, SuiteProblem problem, int seed)
    {
        (this.study, space, random) = (study, problem.Space, new RandomSampler(problem.Space, (ulong)seed));
        study.Begin(sampler, seed, problem.Parallel, space);
    }

    /// <inheritdoc />
    public Configuration? Suggest(SuggestionRequest request)
    {
        List<PeerTold> results = [.. request.Observed.Skip(told).Select(o => new PeerTold(numbers[o.Trial], o.Succeeded ? o.Loss : null))];
        told = request.Observed.Count;
        var (configuration, number) = study.Ask(space, results);
        for (var refused = 1; !space.Contains(configuration); refused++)
        {
            (configuration, number) = study.Ask(space, [], space.Shortfall(configuration),
                refused < MostRefusals ? null : random.Suggest(request));
        }

        numbers.Add(number);
        return configuration;
    }
}
