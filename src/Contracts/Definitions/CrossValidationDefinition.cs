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

/// <summary>
/// One sweep of a nested cross-validation: it searches on the rows outside one outer fold, by inner folds of those rows, and its refit is
/// scored on the outer fold. The mean over the outer folds judges the whole procedure, search included (Varma and Simon 2006, BMC
/// Bioinformatics 7:91).
/// </summary>
/// <param name="Inner">Validation splits of the rows outside the outer fold, at least 2.</param>
/// <param name="Series">
/// Tells the sweeps of one nested cross-validation from those of another: made once by whoever begins it, the same in all of its sweeps.
/// </param>
/// <param name="Outer">The outer fold that is this sweep's test set, from 0.</param>
public sealed record NestedDefinition(int Inner, string Series, int Outer = 0);

/// <summary>Where it stands which rows belong together, so that no split parts them.</summary>
/// <param name="Column">A column (of FASTA, a header's field) with one word for all rows of a group.</param>
/// <param name="File">Absolute path of a table with that column, joined by the rows' names; null = the data itself has it.</param>
public sealed record GroupsDefinition(string Column, string? File = null);

/// <summary>A held-out test set in a file of its own, in the format of the data.</summary>
/// <param name="Path">Absolute path of the file.</param>
/// <param name="Key">As the data's key; null = the same.</param>
public sealed record TestFileDefinition(string Path, string? Key = null);

/// <summary>Which rows make up the held-out test set.</summary>
public enum TestRows
{
    /// <summary>Drawn with the sweep's seed.</summary>
    Random,

    /// <summary>The last rows of the data.</summary>
    Last,
}
