using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Sdk;
using Orchestrator.Search.Samplers;
using ISampler = Orchestrator.Search.Samplers.ISampler;
using Observation = Orchestrator.Sdk.Observation;

namespace Orchestrator.Plugins.Adapters;

/// <summary>A plug-in's sampler as one of the registry.</summary>
/// <param name="sampler">The plug-in's.</param>
/// <param name="who">Sampler and plug-in, for messages.</param>
/// <param name="space">What it chooses from.</param>
/// <param name="seed">The sweep's seed.</param>
internal sealed class SamplerAdapter(Sdk.ISampler sampler, string who, SearchSpace space, ulong seed) : ISampler
{
    private readonly SpaceAdapter points = new(space);

    /// <exception cref="PluginFailedException">It threw, has not answered in time, or gave no point of the space.</exception>
    public Configuration? Suggest(SuggestionRequest request) => TimeLimit.Ask(who, TimeLimit.OfSuggestion, () =>
    {
        var random = new SeededStream(new RandomStream(SeedSequence.Derive(seed, request.Trial, -1, $"plug-in {sampler.Name}")));
        var point = sampler.Suggest(new SamplerRequest(points, request.Trial, random,
            [.. request.Observed.Select(trial => new Observation(points.PointOf(trial.Configuration), trial.AllLosses))],
            [.. request.Pending.Select(points.PointOf)]));
        return point is null ? null : points.ConfigurationAt(point);
    });
}
