namespace Orchestrator.Models.Data;

/// <summary>Puts the rows of a test file under those of the data.</summary>
internal static class TestRowsAppended
{
    /// <summary>One data set of both, whose last rows are the test's; columns that have names are joined by them.</summary>
    /// <param name="data">The rows to learn from.</param>
    /// <param name="test">The rows to test on.</param>
    /// <param name="path">The test's file, for messages.</param>
    /// <param name="namesWhatIsThere">Whether a column exists only because a row has something in it, as a variant does.</param>
    /// <exception cref="DataFormatException">The two have other columns, labels or shapes.</exception>
    public static DataSet To(DataSet data, DataSet test, string path, bool namesWhatIsThere = false)
    {
        if (data.Groups is null != test.Groups is null)
        {
            throw Unlike(path, $"the {(data.Groups is null ? "data has" : "test rows have")} no groups", "Give both files the column");
        }

        IReadOnlyList<string>? groups = (data.Groups, test.Groups) is ({ } own, { } others) ? [.. own, .. others] : null;
        var remarks = data.Remarks.Concat(test.Remarks).Distinct().ToList();
        return new(Join(data.Inputs, test.Inputs, path, namesWhatIsThere, remarks), Join(data.Targets, test.Targets, path),
            [.. data.RowNames, .. test.RowNames], groups, test.Rows, remarks);
    }

    private static Inputs Join(Inputs data, Inputs test, string path, bool namesWhatIsThere, List<string> remarks)
    {
        switch (data, test)
        {
            case (SequenceInputs own, SequenceInputs other):
                var length = Math.Max(own.Length, other.Length);
                return new SequenceInputs([.. own.Padded(length), .. other.Padded(length)], length);
            case (FloatInputs own, FloatInputs other) when own.RowShape.Count == 1 && other.RowShape.Count == 1
                && own.FeatureNames is { } names && other.FeatureNames is { } others:
                var places = Places(path, names, others);
                return new FloatInputs([.. own.Values, .. Ordered(other, places)], [.. own.RowShape], names);
            case (FloatInputs own, FloatInputs other) when own.RowShape.SequenceEqual(other.RowShape)
                && SameNames(own.FeatureNames, other.FeatureNames, path):
                return new FloatInputs([.. own.Values, .. other.Values], [.. own.RowShape], own.FeatureNames);
            case (SparseInputs { FeatureNames: { } names } own, SparseInputs { FeatureNames: { } others } other):
                return own.Append(other.Rearranged(
                    namesWhatIsThere ? Known(path, names, others, remarks) : Inverse(Places(path, names, others)), own.Width));
            case (SparseInputs own, SparseInputs other) when own.Width == other.Width
                && SameNames(own.FeatureNames, other.FeatureNames, path):
                return own.Append(other);
            default:
                throw Unlike(path, $"its rows are {Words(test)}, the data's {Words(data)}", "The test file has the columns of the data");
        }
    }

    /// <summary>For each of the data's columns its place among the test's.</summary>
    private static int[] Places(string path, IReadOnlyList<string> names, IReadOnlyList<string> others)
    {
        var placeOf = others.Index().DistinctBy(other => other.Item).ToDictionary(other => other.Item, other => other.Index);
        var places = names.Select(name => placeOf.GetValueOrDefault(name, -1)).ToArray();
        var absent = names.Where(name => !placeOf.ContainsKey(name)).ToArray();
        var strange = others.Except(names).ToArray();
        return absent.Length == 0 && strange.Length == 0 && names.Count == others.Count
            ? places
            : throw Unlike(path, "its columns are not those of the data: "
                + string.Join("; ", new[] { Listed("it lacks", absent), Listed("only it has", strange) }.Where(words => words.Length > 0)
                    .DefaultIfEmpty("names stand twice")), "Give both files the same columns, in any order");
    }

    private static string Listed(string what, string[] names)
    {
        const int Most = 5;
        var more = names.Length > Most ? $" and {names.Length - Most} more" : "";
        return names.Length == 0 ? "" : $"{what} {string.Join(", ", names.Take(Most))}{more}";
    }

    /// <summary>For each of the test's columns its place among the data's; -1 where the data has no such column, which is told.</summary>
    private static int[] Known(string path, IReadOnlyList<string> names, IReadOnlyList<string> others, List<string> remarks)
    {
        var placeOf = names.Index().ToDictionary(name => name.Item, name => name.Index);
        var places = others.Select(other => placeOf.GetValueOrDefault(other, -1)).ToArray();
        var strange = places.Count(place => place < 0);
        if (strange == places.Length)
        {
            throw Unlike(path, $"it shares none of the data's {names.Count} columns, such as '{names[0]}'; its first is '{others[0]}'",
                "Call the columns of both files alike");
        }

        if (strange > 0)
        {
            remarks.Add($"{strange} of {places.Length} columns of {Path.GetFileName(path)} are left out: the data has none of that name");
        }

        return places;
    }

    private static int[] Inverse(int[] places)
    {
        var inverse = new int[places.Length];
        for (var place = 0; place < places.Length; place++)
        {
            inverse[places[place]] = place;
        }

        return inverse;
    }

    private static float[] Ordered(FloatInputs inputs, int[] places)
    {
        var values = new float[checked(inputs.Rows * places.Length)];
        for (var row = 0; row < inputs.Rows; row++)
        {
            var from = inputs.Row(row);
            var to = values.AsSpan(row * places.Length, places.Length);
            for (var column = 0; column < places.Length; column++)
            {
                to[column] = from[places[column]];
            }
        }

        return values;
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
            case (ValueTargets own, ValueTargets other):
                var places = Places(path, own.Names, other.Names);
                var (values, known) = (new float[other.Values.Length], new bool[other.Values.Length]);
                for (var i = 0; i < values.Length; i++)
                {
                    var (row, column) = (i / places.Length, places[i % places.Length]);
                    (values[i], known[i]) = (other.Values[row * places.Length + column], other.IsKnown(row, column));
                }

                return new ValueTargets([.. own.Values, .. values], own.Names, [.. Known(own), .. known]);
            default:
                throw Unlike(path, $"its targets are {Words(test)}, the data's {Words(data)}",
                    "Write ':values' or ':classes' behind the label column's name in the key");
        }
    }

    private static string Words(Targets targets) => targets is ClassTargets ? "classes" : "numbers";

    private static IEnumerable<bool> Known(ValueTargets targets) =>
        Enumerable.Range(0, targets.Values.Length).Select(i => targets.IsKnown(i / targets.Columns, i % targets.Columns));

    private static bool SameNames(IReadOnlyList<string>? own, IReadOnlyList<string>? other, string path) => (own, other) switch
    {
        (null, null) => true,
        ({ } names, { } others) => names.SequenceEqual(others)
            ? true : throw Unlike(path, "its columns are called otherwise, or stand in another order", "Give both files the same columns"),
        _ => throw Unlike(path, $"{(own is null ? "its columns have names, the data's" : "its columns have no names, the data's")} "
            + $"{(own is null ? "none" : "have")}",
            "Name the columns of both or of neither: where one has names, the columns cannot be joined by them"),
    };

    private static string Words(Inputs inputs) =>
        inputs is SequenceInputs ? "DNA" : $"numbers of shape ({string.Join(", ", inputs.RowShape)})";

    private static DataFormatException Unlike(string path, string problem, string cure) => new(path, null, problem, cure);
}
