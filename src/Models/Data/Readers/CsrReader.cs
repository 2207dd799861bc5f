using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data.Numpy;

namespace Orchestrator.Models.Data.Readers;

/// <summary>
/// A sparse matrix as <c>scipy.sparse.save_npz</c> writes it (compressed sparse rows), with labels, and names of the columns if wanted, in
/// files beside it: <c>key: labels=samples.csv#type; features=genes.txt</c>. Lines of the labels stand in the order of the rows.
/// </summary>
public sealed class CsrReader : IScoringReader
{
    /// <inheritdoc />
    public string Format => "csr";

    /// <inheritdoc />
    public string Summary => "A scipy sparse matrix (.npz); key: labels=FILE#COLUMN; features=FILE";

    /// <inheritdoc />
    public IReadOnlyList<string> Files(DataDefinition definition) => DataKey.Parse(definition).Files;

    /// <inheritdoc />
    public DataSet Read(DataDefinition definition) => Read(definition, DataKey.Parse(definition));

    /// <inheritdoc />
    public DataSet ReadToScore(DataDefinition definition, TrainedColumns trained) =>
        Read(definition, DataKey.Parse(definition, trained.Labelled));

    private static DataSet Read(DataDefinition definition, DataKey key)
    {
        var inputs = ReadMatrix(definition.Path, key.FeatureNames);
        var labels = LabelFile.Read(definition.Path, key, null, inputs.Rows);
        return new(inputs, labels.Targets, labels.Names, remarks: labels.Remarks);
    }

    /// <summary>The matrix alone.</summary>
    /// <param name="path">An .npz file.</param>
    /// <param name="namesOf">Names of the columns, given their number; null = none.</param>
    /// <exception cref="DataFormatException">The file is absent, damaged or not a matrix of compressed sparse rows.</exception>
    public static SparseInputs ReadMatrix(string path, Func<int, IReadOnlyList<string>?>? namesOf = null)
    {
        using var archive = new NpzArchive(path);
        if (!archive.Keys.Contains("indptr"))
        {
            throw new DataFormatException(path, null, $"the archive holds {string.Join(", ", archive.Keys)}",
                "Write it with scipy.sparse.save_npz");
        }

        var layout = archive.Read("format").ToStrings()[0];
        if (layout != "csr")
        {
            throw new DataFormatException(path, "array format", $"the matrix is '{layout}'", "Convert it with .tocsr() before saving");
        }

        try
        {
            var shape = archive.Read("shape").ToInt32s();
            if (shape is not [> 0, > 0])
            {
                throw new DataFormatException(path, "array shape", $"the shape is ({string.Join(", ", shape)})",
                    "Save a matrix with rows and columns");
            }

            var data = archive.Read("data");
            var starts = archive.Read("indptr").ToInt32s();
            var indices = archive.Read("indices").ToInt32s();
            if (starts.Length != shape[0] + 1)
            {
                throw new ArgumentException($"{shape[0]} rows have {starts.Length} starts.");
            }

            if (data.IsAllOnes())
            {
                return new(starts, indices, null, shape[1], namesOf?.Invoke(shape[1]));
            }

            var values = data.ToSingles();
            if (data.IsOrdinary)
            {
                return new(starts, indices, values, shape[1], namesOf?.Invoke(shape[1]));
            }

            if (FiniteNumbers.FirstOther(values) is >= 0 and var other)
            {
                var row = Math.Max(0, Array.FindIndex(starts, start => start > other) - 1);
                throw FiniteNumbers.Wrong(path, $"row {row}, column {indices[other]}", values[other]);
            }

            var (kept, columns, entries) = values.AsSpan().Contains(0f) ? WithoutZeros(starts, indices, values) : (starts, indices, values);
            return new(kept, columns, entries, shape[1], namesOf?.Invoke(shape[1]));
        }
        catch (Exception failure) when (failure is ArgumentException or OverflowException)
        {
            throw new DataFormatException(path, null, failure.Message.Split('\n')[0].TrimEnd('.'),
                "Call .sum_duplicates() and .sort_indices() before saving", failure);
        }
    }

    // A zero that is stored says no more than one that is not: kept, it would count as something that the row carries.
    private static (int[] Starts, int[] Columns, float[] Values) WithoutZeros(int[] starts, int[] columns, float[] values)
    {
        var (ends, at, kept) = (new int[starts.Length], 0, Array.FindAll(values, value => value != 0));
        var keptColumns = new int[kept.Length];
        for (var row = 0; row + 1 < starts.Length; row++)
        {
            for (var entry = starts[row]; entry < starts[row + 1]; entry++)
            {
                if (values[entry] != 0)
                {
                    keptColumns[at++] = columns[entry];
                }
            }

            ends[row + 1] = at;
        }

        return (ends, keptColumns, kept);
    }
}
