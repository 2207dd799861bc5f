using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Sweeps;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>cross_validation: { folds, stratified, test: { fraction, rows } }</c>.</summary>
internal static class CrossValidationSection
{
    public static readonly string[] Keys = ["folds", "stratified", "test"];
    private static readonly string[] TestKeys = ["fraction", "rows"];

    public static CrossValidationDefinition? Read(Section? section)
    {
        if (section is null) return null;
        var (folds, stratified) = (section.Integer("folds", 5, 2, 10_000), section.Truth("stratified", false));
        var (fraction, rows) = ReadTest(section);
        return folds is null || stratified is null || fraction is null || rows is null
            ? null
            : new CrossValidationDefinition((int)folds, stratified.Value, fraction.Value, rows == "last" ? TestRows.Last : TestRows.Random);
    }

    // `test: 0.2` is short for `test: { fraction: 0.2 }`.
    private static (double? Fraction, string? Rows) ReadTest(Section section)
    {
        const string Range = "a share of the rows, at least 0 and below 1";
        var most = Math.BitDecrement(1.0);
        if (!section.Has("test")) return (0, "random");
        if (section["test"] is YamlScalar) return (section.Real("test", 0, 0, most, Range), "random");
        return section.Optional("test", TestKeys) is { } test
            ? (test.Real("fraction", null, 0, most, Range), test.Choice("rows", ["random", "last"], "random"))
            : default;
    }
}
