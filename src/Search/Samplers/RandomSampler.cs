using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.Spaces;
using Orchestrator.Search.Encoding;

namespace Orchestrator.Search.Samplers;

/// <summary>
/// Independent uniform draws, on each parameter's own scale (Bergstra and Bengio, "Random search for hyper-parameter optimization",
/// JMLR 13, 2012). A suggestion depends on the seed and the trial's number alone.
/// </summary>
public sealed class RandomSampler : ISampler
{
    private readonly SpaceEncoding encoding;
    private readonly ulong seed;

    /// <summary>A sampler of <paramref name="space"/>.</summary>
    public RandomSampler(SearchSpace space, ulong seed) => (encoding, this.seed) = (new SpaceEncoding(space), seed);

    /// <inheritdoc />
    public Configuration? Suggest(SuggestionRequest request)
    {
        var random = new RandomStream(SeedSequence.Derive(seed, request.Trial, -1, "random suggestion"));
        var point = new double[encoding.Axes.Count];
        for (var i = 0; i < point.Length; i++) point[i] = encoding.Axes[i].FromUniform(random.NextDouble());
        return encoding.Decode(point);
    }
}
