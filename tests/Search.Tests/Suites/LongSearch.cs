using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Samplers;
using Orchestrator.Search.Suites;

namespace Orchestrator.Search.Tests.Suites;

/// <summary>Tens of thousands of trials: from the best of many random configurations on, changes of one to three parameters by steps of
/// every size, of which those are kept that are no worse.</summary>
internal static class LongSearch
{
    private const int Starts = 6;
    private const int Steps = 8000;

    /// <summary>The least loss found.</summary>
    public static double Least(SearchSpace space, SuiteFunction function)
    {
        var (encoding, drawing) = (new SpaceEncoding(space), new RandomSampler(space, 17));
        double Loss(Configuration c) => space.Violated(c) is null && function.Value(c) is var loss && !double.IsNaN(loss)
            ? loss : double.PositiveInfinity;
        return Enumerable.Range(0, 3000).Select(i => drawing.Suggest(new SuggestionRequest(i, [], []))!)
            .OrderBy(Loss).Take(Starts).Index().Min(start => Down(encoding, start.Item, Loss, new RandomStream((ulong)start.Index)));
    }

    private static double Down(SpaceEncoding encoding, Configuration start, Func<Configuration, double> loss, RandomStream random)
    {
        var (at, least) = (encoding.Encode(start), loss(start));
        for (var step = 0; step < Steps; step++)
        {
            var next = at.ToArray();
            for (var change = random.NextInt(3); change >= 0; change--)
            {
                var i = random.NextInt(next.Length);
                var axis = encoding.Axes[i];
                next[i] = axis.IsCategorical || random.NextInt(4) == 0 ? axis.FromUniform(random.NextDouble())
                    : axis.Snap(Math.Clamp(next[i] + Math.Pow(10, -5 * random.NextDouble()) * random.NextNormal(), 0, 1));
            }

            if (loss(encoding.Decode(next)) is var found && found <= least)
            {
                (at, least) = (next, found);
            }
        }

        return least;
    }
}
