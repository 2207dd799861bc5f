namespace Orchestrator.Contracts.Definitions;

/// <summary>When a search ends before all its trials have run; whichever comes first.</summary>
/// <param name="NoImprovement">Trials in a row that do not improve on the best, at least 1.</param>
/// <param name="Target">Score of the objective that is good enough.</param>
/// <param name="Hours">Hours since the sweep began, above 0. Pauses count.</param>
/// <param name="LittleToGain">Whether to end when a surrogate sees less left to gain than the folds' noise.</param>
public sealed record StopDefinition(int? NoImprovement = null, double? Target = null, double? Hours = null, bool LittleToGain = false);
