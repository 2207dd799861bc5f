using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Search.Population;

/// <summary>One trial of a population that trains together.</summary>
/// <param name="Trial">Its number.</param>
/// <param name="Configuration">The hyper-parameters that it trains with now.</param>
/// <param name="Loss">Its loss at the end of this round; non-finite = diverged.</param>
public sealed record Member(int Trial, Configuration Configuration, double Loss);
