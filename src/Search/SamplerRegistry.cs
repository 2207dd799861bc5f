using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Validation;
using Orchestrator.Search.Elimination;
using Orchestrator.Search.MultiObjective;
using Orchestrator.Search.Population;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search;

/// <summary>The samplers by the names that sweep files use.</summary>
public static class SamplerRegistry
{
    /// <summary>The name of population-based training, the one sampler whose trials go on from others' weights.</summary>
    public const string Population = "population";

    /// <summary>The name of the one sampler that visits every point.</summary>
    public const string Grid = "grid";

    /// <summary>The name of the grid whose fastest parameter numbers draws, of which the best go on.</summary>
    public const string Restarts = "restarts";

    /// <summary>The name of the search whose trials are rounds, each on fewer inputs than the one before.</summary>
    public const string Elimination = "elimination";

    private static readonly string[] TradingOff = ["nsga-ii", "parego", Grid, "random", "sobol"];

    private static readonly (string Name, Func<SearchSpace, ulong, ISampler> Create)[] Entries =
    [
        (Grid, (space, _) => new GridSampler(space)),
        ("random", (space, seed) => new RandomSampler(space, seed)),
        ("sobol", (space, seed) => new SobolSampler(space, seed)),
        ("tpe", (space, seed) => new TpeSampler(space, seed)),
        ("cma-es", (space, seed) => new CmaEsSampler(space, seed)),
        ("particle-swarm", (space, seed) => new ParticleSwarmSampler(space, seed)),
        ("nelder-mead", (space, seed) => new NelderMeadSampler(space, seed)),
        ("smac", (space, seed) => new ForestSampler(space, seed)),
        ("bayesian", (space, seed) => new BayesianSampler(space, seed)),
        ("nsga-ii", (space, seed) => new NsgaSampler(space, seed)),
        ("parego", (space, seed) => new ParEgoSampler(space, seed)),
        (Population, (space, seed) => new PopulationSampler(space, seed)),
        (Restarts, (space, _) => new GridSampler(space)),
        (Elimination, (space, _) => new EliminationSampler(space)),
    ];

    private static volatile IReadOnlyList<PluggedSampler> plugged = [];

    /// <summary>Samplers of plug-ins, which stand behind the others; none has a name that another has.</summary>
    public static IReadOnlyList<PluggedSampler> Plugged
    {
        get => plugged;
        set => plugged = value;
    }

    /// <summary>The registered names.</summary>
    public static IReadOnlyList<string> Names => [.. Entries.Select(entry => entry.Name), .. plugged.Select(sampler => sampler.Name)];

    /// <summary>
    /// Those that a sweep with several objectives may use: they learn from all losses of a trial, or from none. Every sampler goes with one
    /// objective.
    /// </summary>
    public static IReadOnlyList<string> ForSeveralObjectives =>
        [.. TradingOff, .. plugged.Where(sampler => sampler.ForSeveralObjectives).Select(sampler => sampler.Name)];

    /// <summary>What a definition has to fit. Those learn from earlier trials that learn from any; the others continue a sequence of their
    /// own.</summary>
    public static IReadOnlyList<AlgorithmWords> Words =>
    [
        .. Names.Select(name => new AlgorithmWords(
            name, ForSeveralObjectives.Contains(name), LearnsFromEarlier: name is "bayesian" or "tpe" or "smac",
                ByGenerations: name == Population, Enumerates: name is Grid or Restarts, InBrackets: name == Restarts,
                Eliminates: name == Elimination, WeighsCost: name == "bayesian")),
    ];

    /// <summary>The sampler of a sweep.</summary>
    /// <exception cref="ArgumentException">No sampler has the name that the sweep gives.</exception>
    public static ISampler Create(SweepDefinition definition) => definition.Search is { Algorithm: Population, Population: { } size }
        ? new PopulationSampler(definition.Space, definition.Seed, size)
        : Create(definition.Search.Algorithm, definition.Space, definition.Seed);

    /// <summary>The sampler of that name.</summary>
    /// <param name="algorithm">One of <see cref="Names"/>.</param>
    /// <param name="space">What it chooses from.</param>
    /// <param name="seed">The sweep's seed, any value.</param>
    /// <exception cref="ArgumentException">No sampler has that name.</exception>
    public static ISampler Create(string algorithm, SearchSpace space, ulong seed)
    {
        foreach (var entry in Entries.Concat(plugged.Select(sampler => (sampler.Name, sampler.Create))))
        {
            if (entry.Name == algorithm)
            {
                var sampler = entry.Create(space, seed);
                return algorithm is Grid or Population or Restarts or Elimination ? sampler
                    : new DistinctSampler(sampler, space, seed, nearby: algorithm is not ("random" or "sobol"));
            }
        }

        throw new ArgumentException($"No sampler is called '{algorithm}'; there are {string.Join(", ", Names)}.", nameof(algorithm));
    }

    /// <summary>
    /// Number of points of the grid over <paramref name="space"/>, in which a real parameter without a step counts
    /// <see cref="Constraints.Grid.RealLevels"/>; null when it exceeds the largest 64-bit integer, or constraints leave too many to count.
    /// </summary>
    public static long? GridSize(SearchSpace space)
    {
        var size = new GridSampler(space).Size;
        return size <= long.MaxValue ? (long)size : null;
    }
}

/// <summary>A sampler of a plug-in.</summary>
/// <param name="Name">What sweep files call it.</param>
/// <param name="ForSeveralObjectives">Whether it goes with several objectives.</param>
/// <param name="Create">Makes it, for a space and a seed.</param>
public sealed record PluggedSampler(string Name, bool ForSeveralObjectives, Func<SearchSpace, ulong, ISampler> Create);
