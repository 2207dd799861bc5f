using System.IO.Compression;
using Orchestrator.Models.Tests.Data.Numpy;

namespace Orchestrator.Models.Tests.Data.Caching;

/// <summary>Writes a sparse matrix as scipy does, stored: rows that carry variants at random places.</summary>
internal static class VariantMatrix
{
    public static void Write(string path, int rows, int width, int variantsOfRow, bool ones = true)
    {
        var random = new Random(9);
        var (starts, columns) = (new int[rows + 1], new List<int>(rows * variantsOfRow));
        var gap = 2 * width / variantsOfRow - 1;
        for (var row = 0; row < rows; row++)
        {
            for (var column = random.Next(gap); column < width; column += 1 + random.Next(gap))
            {
                columns.Add(column);
            }

            starts[row + 1] = columns.Count;
        }

        var data = new sbyte[columns.Count];
        for (var i = 0; i < data.Length; i++)
        {
            data[i] = (sbyte)(ones ? 1 : 1 + i % 2);
        }

        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        Add("indices", NpyBytes.Of("<i4", $"({columns.Count},)", columns.ToArray()));
        Add("indptr", NpyBytes.Of("<i4", $"({starts.Length},)", starts));
        Add("format", NpyBytes.Of("|S3", "()", "csr"u8.ToArray()));
        Add("shape", NpyBytes.Of("<i8", "(2,)", new long[] { rows, width }));
        Add("data", NpyBytes.Of("|i1", $"({data.Length},)", data));

        void Add(string name, byte[] array)
        {
            using var stream = archive.CreateEntry(name + ".npy", CompressionLevel.NoCompression).Open();
            stream.Write(array);
        }
    }
}
