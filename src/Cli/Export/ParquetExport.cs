using Parquet;
using Parquet.Schema;

namespace Orchestrator.Cli.Export;

/// <summary>A sweep as a folder of Parquet files, one a table: <c>trials.parquet</c>, <c>folds.parquet</c>,
/// <c>measurements.parquet</c>.</summary>
internal static class ParquetExport
{
    // Of which a row group holds the columns in memory: some megabytes.
    private const int RowsOfGroup = 50_000;

    /// <summary>Writes the folder.</summary>
    public static async Task WriteAsync(ExportedSweep sweep, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, table) in SweepTables.All)
        {
            await using var file = File.Create(Path.Combine(folder, $"{name}.parquet"));
            await WriteAsync(table(sweep), file);
        }
    }

    private static async Task WriteAsync(Table table, Stream file)
    {
        DataField[] fields = [.. table.Columns.Select(column => new DataField(column.Name, column.Type, isNullable: true))];
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), file);
        var rows = new List<object?[]>();
        await foreach (var row in table.Rows)
        {
            rows.Add(row);
            if (rows.Count == RowsOfGroup)
            {
                await WriteGroupAsync(writer, fields, rows);
                rows.Clear();
            }
        }

        if (rows.Count > 0)
        {
            await WriteGroupAsync(writer, fields, rows);
        }
    }

    private static async Task WriteGroupAsync(ParquetWriter writer, DataField[] fields, List<object?[]> rows)
    {
        using var group = writer.CreateRowGroup();
        for (var place = 0; place < fields.Length; place++)
        {
            var cells = rows.Select(row => row[place]);
            await (fields[place].ClrType switch
            {
                var type when type == typeof(long) => group.WriteAsync<long>(fields[place], Numbers<long>(cells)),
                var type when type == typeof(double) => group.WriteAsync<double>(fields[place], Numbers<double>(cells)),
                var type when type == typeof(bool) => group.WriteAsync<bool>(fields[place], Numbers<bool>(cells)),
                _ => group.WriteAsync(fields[place], cells.Select(cell => (string?)cell).ToArray()),
            });
        }

        group.CompleteValidate();
    }

    private static ReadOnlyMemory<T?> Numbers<T>(IEnumerable<object?> cells) where T : struct => cells.Select(cell => (T?)cell).ToArray();
}
