namespace Orchestrator.Contracts.Trials;

/// <summary>What is to be expected of a trial that was ended before it had all its folds.</summary>
/// <param name="Folds">From how many of them.</param>
/// <param name="Mean">Score over all folds that they let expect: their mean, with the difficulty of each taken out.</param>
/// <param name="Deviation">How uncertain that is, a standard deviation.</param>
public sealed record PartialScore(int Folds, double Mean, double Deviation);
