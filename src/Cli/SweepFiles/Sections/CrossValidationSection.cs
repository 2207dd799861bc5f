using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>cross_validation: { folds, stratified, repeats, nested, groups, leakage, test }</c>; for the last see
/// <see cref="TestSection"/>.</summary>
internal static class CrossValidationSection
{
    public static readonly string[] Keys = ["folds", "stratified", "repeats", "nested", "groups", "leakage", "test"];
    private static readonly string[] NestedKeys = ["inner"], GroupKeys = ["column", "file"], LeakageKeys = ["policy", "differences"],
        Policies = ["report", "refuse", "group"];

    /// <summary>The splits, and what the data has to tell for them.</summary>
    /// <param name="section">The section; null where it is missing, which is reported.</param>
    /// <param name="folder">Where relative paths start.</param>
    /// <param name="series">Of the sweeps of a nested cross-validation.</param>
    /// <param name="isExternal">Whether clients train, to whom a fold is a number.</param>
    public static (CrossValidationDefinition Definition, GroupsDefinition? Groups, TestFileDefinition? Test)? Read(Section? section,
        string folder, string series, bool isExternal)
    {
        if (section is null)
        {
            return null;
        }

        var folds = isExternal ? section.Whole("folds", 1, DefinitionLimits.ExternalFolds)
            : section.Whole("folds", 5, DefinitionLimits.Folds);
        var stratified = section.Truth("stratified", false);
        var repeats = section.WholeOrNothing("repeats", DefinitionLimits.Repeats);
        var nested = section.Has("nested") ? ReadNested(section, series) : null;
        var (leakage, differences) = section.Has("leakage") ? ReadLeakage(section) : default;
        var groups = section.Has("groups") ? ReadGroups(section, folder) : null;
        var test = TestSection.Read(section, folder);
        if (folds is null || stratified is null || test is not { } held)
        {
            return null;
        }

        return (new CrossValidationDefinition((int)folds, stratified.Value, held.Fraction, held.Rows, repeats, nested, leakage,
            differences), groups, held.File);
    }

    // `nested: 3` is short for `nested: { inner: 3 }`.
    private static NestedDefinition? ReadNested(Section section, string series)
    {
        var inner = section["nested"] is YamlScalar
            ? section.Whole("nested", null, DefinitionLimits.Folds)
            : section.Optional("nested", NestedKeys)?.Whole("inner", null, DefinitionLimits.Folds);
        return inner is null ? null : new NestedDefinition((int)inner, series);
    }

    // `groups: patient` is short for `groups: { column: patient }`.
    private static GroupsDefinition? ReadGroups(Section section, string folder)
    {
        if (section["groups"] is YamlScalar)
        {
            return section.Text("groups") is { } column ? new GroupsDefinition(column) : null;
        }

        if (section.Optional("groups", GroupKeys) is not { } groups)
        {
            return null;
        }

        var (name, file) =
            (groups.Text("column", kind: "the name of a column"), groups.Has("file") ? DataFile.Read(groups, "file", folder) : null);
        return name is null ? null : new GroupsDefinition(name, file);
    }

    // `leakage: group` is short for `leakage: { policy: group }`.
    private static (LeakagePolicy? Policy, int? Differences) ReadLeakage(Section section)
    {
        if (section["leakage"] is YamlScalar)
        {
            return (Policy(section.Choice("leakage", Policies)), null);
        }

        if (section.Optional("leakage", LeakageKeys) is not { } leakage)
        {
            return default;
        }

        return (Policy(leakage.Choice("policy", Policies, "report")), leakage.WholeOrNothing("differences", DefinitionLimits.Differences));

        static LeakagePolicy? Policy(string? word) =>
            word switch { "refuse" => LeakagePolicy.Refuse, "group" => LeakagePolicy.Group, "report" => LeakagePolicy.Report, _ => null };
    }
}
