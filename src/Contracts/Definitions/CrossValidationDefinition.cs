using System.Text.Json.Serialization;

namespace Orchestrator.Contracts.Definitions;

/// <summary>How a configuration is judged.</summary>
/// <param name="Folds">Number of validation splits of the rows, at least 2; of a nested cross-validation, the outer ones.</param>
/// <param name="Stratified">Whether each fold keeps the class proportions.</param>
/// <param name="TestFraction">Share of rows that no trial sees, in [0, 1); 0 = no test set.</param>
/// <param name="TestRows">
/// <c>random</c>: the share is drawn (stratified where folds are); <c>last</c>: the data's last rows, as published splits often are.
/// </param>
/// <param name="Repeats">How often the rows are dealt into folds, at least 1; null = once.</param>
/// <param name="Nested">Which part of a nested cross-validation this sweep is; null = it is none.</param>
/// <param name="Leakage">What happens when copies or kin lie on both sides of a split; null = it is reported.</param>
/// <param name="Differences">
/// Most places in which two rows differ that count as near copies, at least 0; null = a fiftieth of a row's length.
/// </param>
public sealed record CrossValidationDefinition(
    int Folds,
    bool Stratified,
    double TestFraction,
    TestRows TestRows = TestRows.Random,
    int? Repeats = null,
    NestedDefinition? Nested = null,
    LeakagePolicy? Leakage = null,
    int? Differences = null)
{
    /// <summary>Validation splits of a trial: what <see cref="Identifiers.FoldId.Fold"/> counts.</summary>
    [JsonIgnore]
    public int Splits => Nested?.Inner ?? Folds * (Repeats ?? 1);
}
