using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.WarmStart;

/// <summary>What an earlier sweep's trials are worth in a new space.</summary>
/// <param name="Observations">Trials that have a place in the new space, numbered from 0 in their old order.</param>
/// <param name="Notes">For people: what was dropped, cut off or filled in, and in how many trials; empty = nothing.</param>
public sealed record Mapping(IReadOnlyList<Observation> Observations, IReadOnlyList<string> Notes);
