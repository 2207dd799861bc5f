using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.Spaces;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.QuasiRandom;

namespace Orchestrator.Search.Samplers;

/// <summary>
/// Scrambled Sobol' points on each parameter's own scale: random search without its clumps and holes. A suggestion depends on the
/// seed and the trial's number alone, so that any number of trials may run at once.
/// </summary>
public sealed class SobolSampler : ISampler
{
    private readonly SpaceEncoding encoding;
    private readonly SobolSequence sequence;

    /// <summary>A sampler of <paramref name="space"/>.</summary>
    public SobolSampler(SearchSpace space, ulong seed)
    {
        encoding = new SpaceEncoding(space);
        sequence = new SobolSequence(space.Count, SeedSequence.Derive(seed, -1, -1, "initial design"));
    }

    /// <inheritdoc />
    public Configuration? Suggest(SuggestionRequest request) => encoding.Decode(Point(request.Trial));

    /// <summary>The point of a trial, one coordinate a parameter.</summary>
    internal double[] Point(int trial)
    {
        var point = new double[encoding.Axes.Count];
        sequence.Point((uint)trial, point);
        for (var i = 0; i < point.Length; i++) point[i] = encoding.Axes[i].FromUniform(point[i]);
        return point;
    }
}
