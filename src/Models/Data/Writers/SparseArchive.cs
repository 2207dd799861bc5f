using System.Globalization;
using System.IO.Compression;

namespace Orchestrator.Models.Data.Writers;

/// <summary>A sparse matrix as <c>scipy.sparse.save_npz</c> writes it.</summary>
internal static class SparseArchive
{
    public static void Write(string path, SparseInputs inputs)
    {
        var (starts, columns, values) = (new int[inputs.Rows + 1], new List<int>(inputs.Entries), new List<float>(inputs.Entries));
        for (var row = 0; row < inputs.Rows; row++)
        {
            columns.AddRange(inputs.ColumnsOf(row));
            values.AddRange(inputs.ValuesOf(row));
            starts[row + 1] = columns.Count;
        }

        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        NpyEntry.Write(archive, "indices", "<i4", Shape(columns.Count), columns.ToArray());
        NpyEntry.Write(archive, "indptr", "<i4", Shape(starts.Length), starts);
        NpyEntry.Write(archive, "format", "|S3", "()", "csr"u8.ToArray());
        NpyEntry.Write(archive, "shape", "<i8", "(2,)", new long[] { inputs.Rows, inputs.Width });
        NpyEntry.Write(archive, "data", "<f4", Shape(columns.Count), values.Count > 0
            ? values.ToArray() : [.. Enumerable.Repeat(1f, columns.Count)]);
    }

    private static string Shape(int length) => string.Create(CultureInfo.InvariantCulture, $"({length},)");
}
