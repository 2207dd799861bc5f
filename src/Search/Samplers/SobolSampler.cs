using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Constraints;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.QuasiRandom;

namespace Orchestrator.Search.Samplers;

/// <summary>
/// Scrambled Sobol' points on each parameter's own scale: random search without its clumps and holes. A suggestion depends on the
/// seed and the trial's number alone, so that any number of trials may run at once. Points that break a constraint are passed over.
/// </summary>
public sealed class SobolSampler : ISampler
{
    private readonly SpaceEncoding encoding;
    private readonly Feasibility feasibility;
    private readonly SobolSequence sequence;
    private readonly ulong seed;
    private readonly List<uint> feasible = []; // indices of the feasible points, as far as they are known

    /// <summary>A sampler of <paramref name="space"/>.</summary>
    public SobolSampler(SearchSpace space, ulong seed)
    {
        this.seed = seed;
        encoding = new SpaceEncoding(space);
        feasibility = new Feasibility(encoding);
        sequence = new SobolSequence(space.Count, SeedSequence.Derive(seed, -1, -1, "initial design"));
    }

    /// <inheritdoc />
    public Configuration? Suggest(SuggestionRequest request) => encoding.Decode(Point(request.Trial));

    /// <summary>The point of a trial, one coordinate a parameter.</summary>
    /// <exception cref="InfeasibleSpaceException">So many points in a row were refused that none may be left.</exception>
    internal double[] Point(int trial)
    {
        if (!feasibility.IsConstrained)
        {
            return At((uint)trial);
        }

        if (feasibility.IsNarrow)
        {
            return feasibility.Repair(At((uint)trial), new RandomStream(SeedSequence.Derive(seed, trial, -1, "repaired design")));
        }

        while (feasible.Count <= trial)
        {
            var index = feasible.Count == 0 ? 0 : feasible[^1] + 1;
            var limit = index + Feasibility.MostDraws;
            while (!feasibility.Contains(At(index)))
            {
                if (++index == limit)
                {
                    throw feasibility.Infeasible(Feasibility.MostDraws);
                }
            }

            feasible.Add(index);
        }
        return At(feasible[trial]);
    }

    private double[] At(uint index)
    {
        var point = new double[encoding.Axes.Count];
        sequence.Point(index, point);
        for (var i = 0; i < point.Length; i++)
        {
            point[i] = encoding.Axes[i].FromUniform(point[i]);
        }

        return point;
    }
}
