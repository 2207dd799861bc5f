using Orchestrator.Contracts.Spaces;

namespace Orchestrator.Search.MultiObjective;

/// <summary>The samplers for several objectives by the names that sweep files use.</summary>
public static class MultiObjectiveRegistry
{
    /// <summary>The registered names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["nsga-ii", "parego"];

    /// <summary>The sampler of that name.</summary>
    /// <exception cref="ArgumentException">None has that name.</exception>
    public static IMultiObjectiveSampler Create(string algorithm, SearchSpace space, ulong seed) => algorithm switch
    {
        "nsga-ii" => new NsgaSampler(space, seed),
        "parego" => new ParEgoSampler(space, seed),
        _ => throw new ArgumentException($"No sampler of several objectives is called '{algorithm}'; there are {string.Join(", ", Names)}.", nameof(algorithm)),
    };
}
