namespace Orchestrator.Contracts.Definitions;

/// <summary>Which trials keep the checkpoints of their folds after they have ended. Those of the refit always stay.</summary>
/// <param name="Best">So many of the best trials, at least 0; null = all trials.</param>
public sealed record ArtifactsDefinition(int? Best = null);
