using System.Data.Common;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>One-off statements.</summary>
internal static class SqlCommands
{
    /// <returns>The number of rows that were changed.</returns>
    public static async Task<int> ExecuteAsync(
        this DbConnection connection, string sql, CancellationToken ct = default, params (string Name, object? Value)[] parameters)
    {
        await using var command = connection.Prepared(sql, parameters);
        return await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    /// <summary>All rows of a query, read to the end.</summary>
    public static async Task<List<T>> RowsAsync<T>(
        this DbConnection connection, string sql, Func<DbDataReader, T> row, CancellationToken ct = default,
            params (string Name, object? Value)[] parameters)
    {
        await using var command = connection.Prepared(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            rows.Add(row(reader));
        }
        return rows;
    }

    private static DbCommand Prepared(this DbConnection connection, string sql, (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
