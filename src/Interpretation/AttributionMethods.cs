using Orchestrator.Contracts.Spelling;
using Orchestrator.Interpretation.Methods;

namespace Orchestrator.Interpretation;

/// <summary>The registered methods, by name.</summary>
public static class AttributionMethods
{
    /// <summary>All methods, in the order in which help lists them.</summary>
    public static IReadOnlyList<IAttributionMethod> All { get; } =
    [
        new InputManipulation(),
        new WeightTracing(),
        new Saliency(),
        new GradientTimesInput(),
        new IntegratedGradients(),
        new PermutationImportance(),
        new Occlusion(),
        new InSilicoMutagenesis(),
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(method => method.Description.Name)];

    /// <summary>The method of that name.</summary>
    /// <exception cref="KeyNotFoundException">None has that name; the message names those that there are.</exception>
    public static IAttributionMethod Find(string name) =>
        All.FirstOrDefault(method => method.Description.Name == name)
            ?? throw new KeyNotFoundException($"There is no attribution method '{name}'; there are {string.Join(", ", Names)}."
                + (NearestWord.Find(name, Names) is { } near ? $" Did you mean '{near}'?" : ""));
}
