using Orchestrator.Contracts.Collections;

namespace Orchestrator.Contracts.Definitions;

/// <summary>What a search knows from before. Kept with the sweep, so that it does not depend on the earlier one's journal.</summary>
/// <param name="Sweep">Where it comes from.</param>
/// <param name="Trials">Those that have a place in this sweep's space.</param>
public sealed record WarmStartDefinition(string Sweep, EquatableList<EarlierTrial> Trials);
