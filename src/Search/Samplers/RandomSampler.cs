using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Constraints;
using Orchestrator.Search.Encoding;

namespace Orchestrator.Search.Samplers;

/// <summary>
/// Independent uniform draws, on each parameter's own scale (Bergstra and Bengio, "Random search for hyper-parameter optimization",
/// JMLR 13, 2012). A suggestion depends on the seed and the trial's number alone. Draws that break a constraint are drawn again.
/// </summary>
public sealed class RandomSampler : ISampler
{
    private readonly SpaceEncoding encoding;
    private readonly Feasibility feasibility;
    private readonly ulong seed;

    /// <summary>A sampler of <paramref name="space"/>.</summary>
    public RandomSampler(SearchSpace space, ulong seed)
    {
        encoding = new SpaceEncoding(space);
        feasibility = new Feasibility(encoding);
        this.seed = seed;
    }

    /// <inheritdoc />
    public Configuration? Suggest(SuggestionRequest request) =>
        encoding.Decode(feasibility.Draw(new RandomStream(SeedSequence.Derive(seed, request.Trial, -1, "random suggestion"))));
}
