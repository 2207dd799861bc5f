using Orchestrator.Contracts.Validation;
using Orchestrator.Search.Pruners;

namespace Orchestrator.Search;

/// <summary>The pruners by the names that sweep files use.</summary>
public static class PrunerRegistry
{
    private static readonly (string Name, Func<PruningOptions, IPruner> Create)[] Entries =
    [
        ("none", _ => new NoPruner()),
        ("median", options => new PercentilePruner(50, options.StartUpTrials, options.WarmUpEpochs)),
        ("percentile", options => new PercentilePruner(options.Percentile, options.StartUpTrials, options.WarmUpEpochs)),
        ("halving", options => new HalvingPruner(options.FirstRung, options.Reduction)),
        ("hyperband", options => new HyperbandPruner(options.FirstRung, options.Epochs, options.Reduction, options.Seed)),
        ("patience", options => new PatiencePruner(options.Patience, options.LeastGain)),
        ("threshold", options => new ThresholdPruner(options.LargestLoss)),
        ("racing", options => new RacingPruner(options.Significance)),
    ];

    private static volatile IReadOnlyList<PluggedPruner> plugged = [];

    /// <summary>Pruners of plug-ins, which stand behind the others; none has a name that another has.</summary>
    public static IReadOnlyList<PluggedPruner> Plugged
    {
        get => plugged;
        set => plugged = value;
    }

    /// <summary>The registered names.</summary>
    public static IReadOnlyList<string> Names => [.. Entries.Select(entry => entry.Name), .. plugged.Select(pruner => pruner.Name)];

    /// <summary>What a definition has to fit. Alone judge those that look at no rival.</summary>
    public static IReadOnlyList<PrunerWords> Words =>
    [
        .. Names.Select(name => new PrunerWords(
            name, JudgesAlone: name is "none" or "threshold" or "patience",
            FirstRung: name is "halving" or "hyperband" ? new PruningOptions().FirstRung : null,
            Compares: name is "median" or "percentile", Waits: name == "patience", ByFolds: name == "racing")),
    ];

    /// <summary>The pruner of that name.</summary>
    /// <exception cref="ArgumentException">No pruner has that name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option that it uses is out of range.</exception>
    public static IPruner Create(string name, PruningOptions options)
    {
        foreach (var entry in Entries.Concat(plugged.Select(pruner => (pruner.Name, pruner.Create))))
        {
            if (entry.Name == name)
            {
                return entry.Create(options);
            }
        }

        throw new ArgumentException($"No pruner is called '{name}'; there are {string.Join(", ", Names)}.", nameof(name));
    }
}

/// <summary>A pruner of a plug-in.</summary>
/// <param name="Name">What sweep files call it.</param>
/// <param name="Create">Makes it.</param>
public sealed record PluggedPruner(string Name, Func<PruningOptions, IPruner> Create);
