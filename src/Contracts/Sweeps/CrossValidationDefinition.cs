namespace Orchestrator.Contracts.Sweeps;

/// <summary>How a configuration is judged.</summary>
/// <param name="Folds">Number of validation splits, at least 2.</param>
/// <param name="Stratified">Whether each fold keeps the class proportions.</param>
/// <param name="TestFraction">Share of rows that no trial sees, in [0, 1); 0 = no test set.</param>
/// <param name="TestRows">
/// <c>random</c>: the share is drawn (stratified where folds are); <c>last</c>: the data's last rows, as published splits often are.
/// </param>
public sealed record CrossValidationDefinition(int Folds, bool Stratified, double TestFraction, TestRows TestRows = TestRows.Random);
