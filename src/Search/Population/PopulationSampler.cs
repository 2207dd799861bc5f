using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Population;

/// <summary>
/// Population-based training as a sampler: trial g * size + m is member m of generation g, and goes on from the weights of the same member
/// of the generation before, or, where that one was among the worst, from those of one of the best.
/// </summary>
/// <remarks>
/// Which goes on from which is decided by <see cref="PopulationBasedTraining"/>. The first generation is a Sobol' design. A member that
/// failed, and that no other replaces, begins anew at the design's next point.
/// </remarks>
/// <param name="space">Hyper-parameters that leave the network's shape as it is.</param>
/// <param name="seed">The sweep's seed, any value.</param>
/// <param name="size">Members of a generation, at least 2.</param>
public sealed class PopulationSampler(SearchSpace space, ulong seed, int size = PopulationSampler.StandardSize) : ISampler, ILineage
{
    /// <summary>Members where a sweep says nothing.</summary>
    public const int StandardSize = 8;

    private readonly PopulationBasedTraining training = new(space, seed);
    private readonly SobolSampler design = new(space, seed);

    /// <inheritdoc />
    public Configuration? Suggest(SuggestionRequest request) => GoOn(request)?.Configuration ?? design.Suggest(request);

    /// <inheritdoc />
    public int? ParentOf(SuggestionRequest request) => GoOn(request)?.Parent;

    /// <summary>From whom, and with what; null = anew.</summary>
    private (int Parent, Configuration Configuration)? GoOn(SuggestionRequest request)
    {
        var generation = request.Trial / size;
        Member[] before =
        [
            .. from trial in request.Observed
               where trial.Trial >= 0 && trial.Trial / size == generation - 1
               select new Member(trial.Trial, trial.Configuration, trial.Loss),
        ];
        if (Array.Find(before, member => member.Trial == request.Trial - size) is not { } own)
        {
            return null;
        }

        if (training.After(generation - 1, before).FirstOrDefault(r => r.Trial == own.Trial) is { } replacement)
        {
            return (replacement.Source, replacement.Configuration);
        }

        return double.IsFinite(own.Loss) ? (own.Trial, own.Configuration) : null;
    }
}

/// <summary>A sampler whose trials go on from the weights of earlier ones.</summary>
public interface ILineage
{
    /// <summary>The trial from whose weights the suggested one goes on, one of those observed; null = it starts anew. A function of the
    /// request, as the suggestion is.</summary>
    int? ParentOf(SuggestionRequest request);
}
