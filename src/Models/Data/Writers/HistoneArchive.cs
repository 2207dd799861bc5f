using System.Globalization;
using System.IO.Compression;

namespace Orchestrator.Models.Data.Writers;

/// <summary>Marks and expression as <see cref="Readers.NpzReader"/> reads them: (genes, bins, 7), identifier and expression in every
/// bin.</summary>
internal static class HistoneArchive
{
    public static void Write(string path, string cell, FloatInputs marks, ValueTargets expression)
    {
        var (bins, width) = (marks.RowShape[0], marks.RowShape[1] + 2);
        var values = new float[marks.Rows * bins * width];
        for (var row = 0; row < marks.Rows; row++)
        {
            for (var bin = 0; bin < bins; bin++)
            {
                var line = values.AsSpan((row * bins + bin) * width, width);
                line[0] = row + 1;
                marks.Row(row).Slice(bin * (width - 2), width - 2).CopyTo(line[1..]);
                line[^1] = expression.Values[row];
            }
        }

        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        NpyEntry.Write(archive, cell, "<f4", string.Create(CultureInfo.InvariantCulture, $"({marks.Rows}, {bins}, {width})"), values);
    }
}
