namespace Orchestrator.Contracts.Definitions;

/// <summary>
/// A search fold by fold: a trial begins with its first fold, and gets each further one while its chance of becoming the best justifies it.
/// </summary>
/// <param name="LeastChance">The smallest chance that does, above 0 and at most 0.5.</param>
/// <param name="StartUpTrials">Of the first trials so many get all their folds, at least 2: from them is learned how folds differ.</param>
public sealed record FoldWiseDefinition(double LeastChance = 0.05, int StartUpTrials = 3);
