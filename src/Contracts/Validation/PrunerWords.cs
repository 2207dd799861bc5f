namespace Orchestrator.Contracts.Validation;

/// <summary>A pruner, as far as a definition has to fit it.</summary>
/// <param name="Name">What definitions call it.</param>
/// <param name="JudgesAlone">Whether it looks at a trial by itself, so that it goes with several objectives.</param>
/// <param name="FirstRung">The first rung where a definition does not say; null = its rungs need not lie within a fold's epochs.</param>
public sealed record PrunerWords(string Name, bool JudgesAlone = false, int? FirstRung = null);
