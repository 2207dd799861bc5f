using System.Runtime.CompilerServices;
using CsvHelper;
using Utf8CsvReader = CsvHelper.CsvReader;

namespace Orchestrator.Models.Data.Text;

/// <summary>
/// The lines of a table, separated by commas, tabs or semicolons: data, labels, groups and lists of variants are read through it. Blanks
/// around cells are no part of them, except inside quotation marks. Dispose it to close the file.
/// </summary>
internal sealed class TextTable : IDisposable
{
    private const int LongestRecord = 1 << 28; // so that a quotation mark that is never closed does not take the whole file into memory

    private readonly string path;
    private readonly Stream stream;
    private readonly Utf8CsvReader reader;

    private TextTable(string path, bool pooled)
    {
        this.path = path;
        stream = Utf8Text.OpenTable(path);
        reader = Utf8CsvReader.Create(stream, new CsvReaderOptions
        {
            HasHeader = false,
            TrackLineNumbers = true,
            PoolStrings = pooled,
            MalformedData = CsvMalformedDataHandling.Throw,
            MaxRecordSize = LongestRecord,
        }, leaveOpen: true);
    }

    /// <summary>The columns' names, each once; empty where the table has none.</summary>
    public string[] Header { get; private set; } = [];

    /// <summary>The line on which the record begins, counted from 1.</summary>
    public long Line => reader.LineNumber;

    /// <summary>Cells of the record.</summary>
    public int Count => reader.FieldCount;

    /// <summary>Opens a table with a header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pooled">Whether cells are kept and repeat.</param>
    /// <exception cref="DataFormatException">The file is absent, empty, not text, or its first line is not a header.</exception>
    public static TextTable Open(string path, bool pooled = false)
    {
        var table = new TextTable(path, pooled);
        try
        {
            if (!table.Read())
            {
                throw new DataFormatException(path, null, "the file is empty", "Check that it is the file you mean");
            }

            table.Header = [.. Enumerable.Range(0, table.Count).Select(table.Text)];
            TableHeader.Require(path, table.Header);
            return table;
        }
        catch
        {
            table.Dispose();
            throw;
        }
    }

    /// <summary>Opens a table that has no header.</summary>
    /// <exception cref="DataFormatException">The file is absent.</exception>
    public static TextTable OpenWithoutHeader(string path) => new(path, pooled: false);

    /// <summary>Goes to the next record.</summary>
    /// <exception cref="DataFormatException">Its quotation marks are unbalanced, it is not text, or it has other cells than the
    /// header.</exception>
    public bool Read()
    {
        try
        {
            if (!reader.Read())
            {
                return false;
            }
        }
        catch (CsvFormatException failure)
        {
            throw new DataFormatException(path, $"line {failure.LineNumber}", failure.Message.Split('\n')[0].TrimEnd('.'),
                "Check the quotation marks", failure);
        }

        return Header.Length == 0 || Count == Header.Length
            ? true
            : throw new DataFormatException(path, $"line {Line}", $"{Count} cells under a header of {Header.Length}",
                "Complete the line, or quote cells that hold the separator");
    }

    /// <summary>A cell without the blanks around it. The library would trim as well, and take a fifth longer for a table.</summary>
    public string Text(int column)
    {
        var text = reader.GetString(column);
        return text.Length > 0 && (IsBlank(text[0]) || IsBlank(text[^1])) && reader.GetRawSpan(column) is not [(byte)'"', ..]
            ? text.Trim(' ', '\t') : text;
    }

    /// <summary>A cell as a number, whatever blanks are around it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNumber(int column, out float value) => Cells.TryNumber(reader.GetSpan(column), out value);

    private static bool IsBlank(char letter) => letter is ' ' or '\t';

    /// <inheritdoc />
    public void Dispose()
    {
        reader.Dispose();
        stream.Dispose();
    }
}
