namespace Orchestrator.Contracts.Validation;

/// <summary>A sampler, as far as a definition has to fit it.</summary>
/// <param name="Name">What definitions call it.</param>
/// <param name="ForSeveralObjectives">Whether it goes with several objectives.</param>
/// <param name="LearnsFromEarlier">Whether it learns from trials of another sweep.</param>
/// <param name="ByGenerations">Whether trials go on from others' weights, a generation at a time.</param>
/// <param name="Enumerates">Whether it visits every point, so that there has to be an end of them.</param>
public sealed record AlgorithmWords(
    string Name, bool ForSeveralObjectives = false, bool LearnsFromEarlier = false, bool ByGenerations = false, bool Enumerates = false);
