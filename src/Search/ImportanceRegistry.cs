using Orchestrator.Search.Importance;

namespace Orchestrator.Search;

/// <summary>The measures of importance by name.</summary>
public static class ImportanceRegistry
{
    /// <summary>The registered names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["fanova", "ped-anova"];

    /// <summary>The measure of that name.</summary>
    /// <exception cref="ArgumentException">None has that name.</exception>
    public static IImportance Create(string name) => name switch
    {
        "fanova" => new FunctionalAnova(),
        "ped-anova" => new PedAnova(),
        _ => throw new ArgumentException($"No measure of importance is called '{name}'; there are {string.Join(", ", Names)}.",
            nameof(name)),
    };
}
