using Orchestrator.Models.Data.Memory;

namespace Orchestrator.Models.Data.Caching;

/// <summary>Writes a data set as a flat file and takes it up again, its arrays mapped.</summary>
internal static class DataSetCodec
{
    private const string Floats = "floats", Sequences = "sequences", Sparse = "sparse", Classes = "classes", Values = "values",
        Known = "known";

    /// <summary>The kind of inputs of DNA, and the name of its section.</summary>
    public const string SequenceKind = Sequences;

    /// <summary>The kind of targets that are packed labels, and the name of their section.</summary>
    public const string BitKind = "bits";

    private const string RowNames = "row names", FeatureNames = "feature names", Groups = "groups";

    /// <summary>Writes all of a data set.</summary>
    /// <exception cref="NotSupportedException">Its inputs or targets are of a kind that this layout does not hold.</exception>
    public static void Write(DataSet data, FlatFileWriter writer)
    {
        var (inputs, shape) = WriteInputs(data.Inputs, writer);
        var (targets, names) = WriteTargets(data.Targets, writer);
        FlatNames.Write(writer, RowNames, data.RowNames);
        FlatNames.Write(writer, Groups, data.Groups);
        writer.Finish(new FlatDescription(inputs, shape, targets, names, data.Rows, data.TestRows, [.. data.Remarks]));
    }

    /// <summary>The data set in a flat file.</summary>
    /// <exception cref="InvalidDataException">It holds none that this version knows.</exception>
    public static DataSet Read(FlatFile file)
    {
        var rows = file.Description.Rows;
        return new(ReadInputs(file), ReadTargets(file), FlatNames.Read(file, RowNames, rows) ?? FlatNames.Numbers(rows),
            FlatNames.Read(file, Groups, rows), file.Description.TestRows, file.Description.Remarks);
    }

    private static (string Kind, int[] Shape) WriteInputs(Inputs inputs, FlatFileWriter writer)
    {
        switch (inputs)
        {
            case FloatInputs floats:
                writer.Add(Floats, floats.Block);
                FlatNames.Write(writer, FeatureNames, floats.FeatureNames);
                return (Floats, [.. floats.RowShape]);
            case SequenceInputs sequences:
                writer.Add(Sequences, sequences.Block);
                return (Sequences, [sequences.Length]);
            case SparseInputs sparse:
                writer.Add("starts", sparse.Starts);
                writer.Add("columns", sparse.Columns);
                if (sparse.Values is { } values)
                {
                    writer.Add("entries", values);
                }

                FlatNames.Write(writer, FeatureNames, sparse.FeatureNames);
                return (Sparse, [sparse.Width]);
            default:
                throw new NotSupportedException(inputs.GetType().Name);
        }
    }

    private static Inputs ReadInputs(FlatFile file)
    {
        var shape = file.Description.RowShape;
        return file.Description.Inputs switch
        {
            Floats => new FloatInputs(file.Section<float>(Floats), shape, FlatNames.Read(file, FeatureNames, shape[^1])),
            Sequences => new SequenceInputs(file.Section<byte>(Sequences), shape[0]),
            Sparse => new SparseInputs(
                file.Section<int>("starts"), file.Section<int>("columns"), file.Has("entries") ? file.Section<float>("entries") : null,
                    shape[0], FlatNames.Read(file, FeatureNames, shape[0])),
            var other => throw new InvalidDataException($"it holds inputs of the kind '{other}'"),
        };
    }

    private static (string Kind, string[] Names) WriteTargets(Targets targets, FlatFileWriter writer)
    {
        switch (targets)
        {
            case ClassTargets classes:
                writer.Add<int>(Classes, classes.Classes);
                return (Classes, [.. classes.Names]);
            case ValueTargets values:
                writer.Add<float>(Values, values.Values);
                if (values.HasMissing)
                {
                    writer.Add<bool>(Known,
                        (bool[])[.. Enumerable.Range(0, values.Values.Length)
                        .Select(i => values.IsKnown(i / values.Columns, i % values.Columns))]);
                }

                return (Values, [.. values.Names]);
            default:
                throw new NotSupportedException(targets.GetType().Name);
        }
    }

    // Targets are small beside inputs and are looked at from all sides: they are copied, except packed ones.
    private static Targets ReadTargets(FlatFile file)
    {
        var names = file.Description.TargetNames;
        return file.Description.Targets switch
        {
            Classes => new ClassTargets(file.Section<int>(Classes).AsArray(), names),
            Values =>
                new ValueTargets(file.Section<float>(Values).AsArray(), names, file.Has(Known)
                    ? file.Section<bool>(Known).AsArray() : null),
            BitKind => ValueTargets.OfBits(file.Section<byte>(BitKind), file.Description.Rows, names),
            var other => throw new InvalidDataException($"it holds targets of the kind '{other}'"),
        };
    }
}
