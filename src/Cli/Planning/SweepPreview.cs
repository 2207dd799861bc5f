using Orchestrator.Contracts.Spaces;
using Orchestrator.Contracts.Sweeps;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Cli.Planning;

/// <summary>What a sweep would do, before it has done anything.</summary>
/// <param name="Points">Points of the space; null when a parameter is continuous.</param>
/// <param name="Trials">Most trials, no more than there are points where the search never repeats one.</param>
/// <param name="Attempts">Trainings when nothing fails.</param>
/// <param name="Suggestions">The first, each with those before it pending.</param>
public sealed record SweepPreview(
    string Name, string Algorithm, long? Points, long Trials, int Parallel, int Folds, bool Refit, long Attempts, int Epochs, string DataFingerprint,
    IReadOnlyList<Configuration> Suggestions)
{
    /// <summary>The preview of a definition.</summary>
    public static SweepPreview Of(SweepDefinition definition, string fingerprint, int suggestions)
    {
        var search = definition.Search;
        var points = SamplerRegistry.GridSize(definition.Space);
        var trials = search.Algorithm == "grid" && points is { } all ? Math.Min(search.Trials, all) : search.Trials;
        var sampler = SamplerRegistry.Create(definition);
        var first = new List<Configuration>();
        while (first.Count < Math.Min(suggestions, trials) && sampler.Suggest(new SuggestionRequest(first.Count, [], [.. first])) is { } next) first.Add(next);
        return new SweepPreview(
            definition.Name, search.Algorithm, points, trials, search.Parallel, definition.CrossValidation.Folds, Refit: true,
            trials * definition.CrossValidation.Folds + 1, definition.Stopping.Epochs, fingerprint, first);
    }
}
