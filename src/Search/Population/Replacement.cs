using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Search.Population;

/// <summary>A trial that gives up its weights for a better one's.</summary>
/// <param name="Trial">Who is replaced.</param>
/// <param name="Source">Whose checkpoint it goes on from.</param>
/// <param name="Configuration">What it trains with from now on: the source's hyper-parameters, changed a little.</param>
/// <param name="Reason">For people, with both losses.</param>
public sealed record Replacement(int Trial, int Source, Configuration Configuration, string Reason);
