using System.Globalization;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Sequences;
using Orchestrator.Models.Folds;

namespace Orchestrator.Models.Description;

/// <summary>Looks at a data set as somebody would who is about to train on it.</summary>
public static class DataDescriber
{
    /// <summary>Describes a data set.</summary>
    /// <param name="definition">Where it is.</param>
    /// <param name="differences">Most places that near copies differ in; null = a fiftieth of a row's length.</param>
    /// <exception cref="DataFormatException">It cannot be read.</exception>
    /// <exception cref="FoldPlanException">Near copies are asked for among sparse rows.</exception>
    public static DataDescription Describe(DataDefinition definition, int? differences = null)
    {
        var data = DataSetFormats.Read(definition);
        var kin = LeakageGroups.Of(new CrossValidationDefinition(2, false, 0, Differences: differences), data).ToArray();
        var copies = kin.First(found => found.Kinship == Kinship.Copies).Groups;
        var groups = data.Groups is { } words ? RowGroups.Of(words).Members() : null;
        var sequences = data.Inputs as SequenceInputs;
        var (kind, shape) = data.Inputs
            switch
        {
            SequenceInputs own => ("sequences", [own.Length]),
            SparseInputs => ("sparse", data.Inputs.RowShape),
            _ =>
                ("numbers", data.Inputs.RowShape)
        };
        return new(
            data.Rows, kind, shape, sequences is null
                ? null : Lengths(sequences), Zeros(data.Inputs), sequences is null ? null : Unknown(sequences), Constant(data.Inputs),
            Targets(data.Targets), groups is null ? null : new(groups.Length, groups.Max(rows => rows.Length)), data.TestRows,
            [.. kin.Where(found => found.Kinship != Kinship.Groups).Select(found => Summary(found.Kinship, found.Groups.Members()))],
            Contradictions(data.Targets, copies), DataFingerprint.Of(definition), DataRemarks.Of(data));
    }

    private static KinSummary Summary(Kinship kinship, int[][] members) =>
        new(kinship, members.Where(rows => rows.Length > 1).Sum(rows => rows.Length), members.Length, members.Max(rows => rows.Length));

    private static LengthSummary Lengths(SequenceInputs sequences)
    {
        var lengths = Enumerable.Range(0, sequences.Rows).Select(sequences.LengthOf).Order().ToArray();
        return new(lengths[0], (lengths[(lengths.Length - 1) / 2] + lengths[lengths.Length / 2]) / 2.0, lengths[^1]);
    }

    private static double Unknown(SequenceInputs sequences)
    {
        var (unknown, bases) = (0L, 0L);
        for (var row = 0; row < sequences.Rows; row++)
        {
            var codes = sequences.Codes(row)[..sequences.LengthOf(row)];
            (unknown, bases) = (unknown + codes.Count(DnaAlphabet.Unknown), bases + codes.Length);
        }

        return (double)unknown / bases;
    }

    private static double? Zeros(Inputs inputs) => inputs switch
    {
        SparseInputs sparse => 1 - sparse.Entries / ((double)sparse.Rows * sparse.Width),
        FloatInputs numbers => (double)numbers.Values.AsSpan().Count(0f) / numbers.Values.Length,
        _ => null,
    };

    private static int? Constant(Inputs inputs)
    {
        switch (inputs)
        {
            case SparseInputs sparse: // no entry in any row, or the same in all
                var counts = sparse.CountColumns([.. Enumerable.Range(0, sparse.Rows)]);
                var differs = new bool[sparse.Width];
                for (var row = 1; row < sparse.Rows; row++)
                {
                    var columns = sparse.ColumnsOf(row);
                    var values = sparse.ValuesOf(row);
                    for (var entry = 0; entry < values.Length; entry++)
                    {
                        // Where all rows have an entry, the first row's is at hand; elsewhere the column varies anyway.
                        var first = sparse.ColumnsOf(0).BinarySearch(columns[entry]);
                        differs[columns[entry]] |= first < 0 || sparse.ValuesOf(0)[first] != values[entry];
                    }
                }

                return counts.Index().Count(column => column.Item == 0 || (column.Item == sparse.Rows && !differs[column.Index]));
            case FloatInputs numbers:
                var varies = new bool[numbers.RowLength];
                for (var row = 1; row < numbers.Rows; row++)
                {
                    var own = numbers.Row(row);
                    for (var column = 0; column < own.Length; column++)
                    {
                        varies[column] |= own[column] != numbers.Values[column];
                    }
                }

                return varies.Count(column => !column);
            default:
                return null;
        }
    }

    private static TargetSummary[] Targets(Targets targets) => targets switch
    {
        ClassTargets classes =>
            [new("class", classes.Rows, 0, classes.Names.Zip(classes.Counts()).ToDictionary(pair => pair.First, pair => pair.Second))],
        ValueTargets values => [.. Enumerable.Range(0, values.Columns).Select(column => Column(values, column))],
        _ => throw new NotSupportedException(targets.GetType().Name),
    };

    private static TargetSummary Column(ValueTargets targets, int column)
    {
        double[] values =
            [.. Enumerable.Range(0, targets.Rows).Where(row => targets.IsKnown(row, column))
                .Select(row => (double)targets.Values[row * targets.Columns + column])];
        var (name, missing) = (targets.Names[column], targets.Rows - values.Length);
        if (values.Length == 0)
        {
            return new(name, 0, missing);
        }

        if (targets.AreLabels)
        {
            return new(name, values.Length, missing, values.GroupBy(value => value).OrderBy(own => own.Key)
                .ToDictionary(own => own.Key.ToString(CultureInfo.InvariantCulture), own => own.Count()));
        }

        var mean = values.Average();
        return new(name, values.Length, missing, null, values.Min(), mean,
            Math.Sqrt(values.Average(value => (value - mean) * (value - mean))), values.Max());
    }

    private static int Contradictions(Targets targets, RowGroups copies) =>
        copies.Members().Where(rows => rows.Length > 1 && rows.Select(row => Answer(targets, row)).Distinct().Count() > 1)
            .Sum(rows => rows.Length);

    // Where a label is missing it contradicts nothing, so that only rows with all labels known are compared in full.
    private static string Answer(Targets targets, int row) => targets switch
    {
        ClassTargets classes => classes.Names[classes.Classes[row]],
        ValueTargets values =>
            string.Join(' ', Enumerable.Range(0, values.Columns)
                .Select(column => values.IsKnown(row, column) ? values.Values[row * values.Columns + column]
                .ToString(CultureInfo.InvariantCulture) : "?")),
        _ => "",
    };
}
