using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>test: { fraction, rows }</c>, a share of the data's rows, or <c>test: { file, key }</c>, rows of a file of their
/// own.</summary>
internal static class TestSection
{
    private static readonly string[] Keys = ["fraction", "rows", "file", "key"];

    // `test: 0.2` is short for `test: { fraction: 0.2 }`.
    public static (double Fraction, TestRows Rows, TestFileDefinition? File)? Read(Section section, string folder)
    {
        var range = DefinitionLimits.TestFraction.Words;
        if (!section.Has("test"))
        {
            return (0, TestRows.Random, null);
        }

        if (section["test"] is YamlScalar)
        {
            return section.Real("test", 0, range) is { } share ? (share, TestRows.Random, null) : null;
        }

        if (section.Optional("test", Keys) is not { } test)
        {
            return null;
        }

        if (test.Has("file"))
        {
            foreach (var key in new[] { "fraction", "rows" }.Where(test.Has))
            {
                test.Refuse(key, $"'{key}' is of the data's own rows; the test rows are those of 'file'.");
            }

            return DataFile.Read(test, "file", folder) is { } path
                ? (0, TestRows.Random, new TestFileDefinition(path, test.Has("key") ? test.Text("key") : null)) : null;
        }
        if (test.Has("key"))
        {
            test.Refuse("key", "'key' is of a test file: name one with 'file'.");
        }

        var (fraction, rows) = (test.Real("fraction", null, range), test.Choice("rows", ["random", "last"], "random"));
        return fraction is null || rows is null ? null : (fraction.Value, rows == "last" ? TestRows.Last : TestRows.Random, null);
    }
}
