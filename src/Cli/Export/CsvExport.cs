using System.Globalization;
using CsvHelper;

namespace Orchestrator.Cli.Export;

/// <summary>Tables as comma-separated values (RFC 4180), numbers in full precision.</summary>
internal static class CsvExport
{
    /// <summary>Writes a table with its headings.</summary>
    public static async Task WriteAsync(Table table, TextWriter output)
    {
        using var csv = Writer(output);
        Row(csv, table.Columns.Select(column => column.Name));
        await foreach (var row in table.Rows)
        {
            Row(csv, row);
        }
    }

    /// <summary>Rows go to <paramref name="output"/>, which stays open.</summary>
    internal static CsvWriter Writer(TextWriter output) => CsvWriter.Create(output, new CsvWriterOptions(), leaveOpen: true);

    /// <summary>Writes one row.</summary>
    internal static void Row(CsvWriter csv, IEnumerable<object?> cells)
    {
        foreach (var cell in cells)
        {
            csv.WriteField(cell is bool truth ? truth ? "true" : "false" : Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "");
        }

        csv.EndRecord();
    }
}
