namespace Orchestrator.Models.Data;

/// <summary>Puts the rows of a test file under those of the data.</summary>
internal static class TestRowsAppended
{
    /// <summary>One data set of both, whose last rows are the test's.</summary>
    /// <param name="data">The rows to learn from.</param>
    /// <param name="test">The rows to test on.</param>
    /// <param name="path">The test's file, for messages.</param>
    /// <exception cref="DataFormatException">The two have other columns, labels or shapes.</exception>
    public static DataSet To(DataSet data, DataSet test, string path)
    {
        IReadOnlyList<string>? groups = (data.Groups, test.Groups) is ({ } own, { } others) ? [.. own, .. others] : null;
        return new(Join(data.Inputs, test.Inputs, path), Join(data.Targets, test.Targets, path), [.. data.RowNames, .. test.RowNames],
            groups, test.Rows);
    }

    private static Inputs Join(Inputs data, Inputs test, string path)
    {
        switch (data, test)
        {
            case (SequenceInputs own, SequenceInputs other):
                var length = Math.Max(own.Length, other.Length);
                return new SequenceInputs([.. own.Padded(length), .. other.Padded(length)], length);
            case (FloatInputs own, FloatInputs other) when own.RowShape.SequenceEqual(other.RowShape):
                return new FloatInputs([.. own.Values, .. other.Values], [.. own.RowShape], own.FeatureNames);
            case (SparseInputs own, SparseInputs other) when own.Width == other.Width && SameNames(own.FeatureNames, other.FeatureNames):
                return own.Append(other);
            default:
                throw Unlike(path, $"its rows are {Words(test)}, the data's {Words(data)}",
                    "The test file has the columns of the data, in the same order");
        }
    }

    private static Targets Join(Targets data, Targets test, string path)
    {
        switch (data, test)
        {
            case (ClassTargets own, ClassTargets other):
                if (other.Names.Except(own.Names).FirstOrDefault() is { } strange)
                {
                    throw Unlike(path, $"its class '{strange}' is not among the data's ({string.Join(", ", own.Names)})",
                        "A network can only be tested on classes that it was taught");
                }

                return new ClassTargets(
                    [.. own.Classes,
                        .. other.Classes.Select(index => own.Names.Index().First(name => name.Item == other.Names[index]).Index)],
                        own.Names);
            case (ValueTargets own, ValueTargets other) when own.Names.SequenceEqual(other.Names):
                return new ValueTargets([.. own.Values, .. other.Values], own.Names, [.. Known(own), .. Known(other)]);
            default:
                throw Unlike(path, "its targets are others than the data's",
                    "The test file has the label columns of the data, in the same order");
        }
    }

    private static IEnumerable<bool> Known(ValueTargets targets) =>
        Enumerable.Range(0, targets.Values.Length).Select(i => targets.IsKnown(i / targets.Columns, i % targets.Columns));

    private static bool SameNames(IReadOnlyList<string>? own, IReadOnlyList<string>? other) =>
        own is null || other is null || own.SequenceEqual(other);

    private static string Words(Inputs inputs) =>
        inputs is SequenceInputs ? "DNA" : $"numbers of shape ({string.Join(", ", inputs.RowShape)})";

    private static DataFormatException Unlike(string path, string problem, string cure) => new(path, null, problem, cure);
}
