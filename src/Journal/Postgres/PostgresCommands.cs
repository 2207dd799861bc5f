using Npgsql;

namespace Orchestrator.Journal.Postgres;

/// <summary>Short forms for commands whose parameters are $1, $2, ...</summary>
internal static class PostgresCommands
{
    public static NpgsqlParameter Value<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };

    /// <summary>One column of many rows.</summary>
    public static NpgsqlParameter Array<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, T> column)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++) values[i] = column(rows[i]);
        return Value(values);
    }

    public static NpgsqlBatchCommand Batched(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }

    /// <summary>Sends all commands at once, and waits for the last.</summary>
    public static async Task ExecuteAsync(this NpgsqlConnection connection, params IEnumerable<NpgsqlBatchCommand> commands)
    {
        await using var batch = connection.CreateBatch();
        foreach (var command in commands) batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync();
    }

    /// <summary>All rows of a query.</summary>
    public static async Task<List<T>> RowsAsync<T>(
        this NpgsqlConnection connection,
        IEnumerable<NpgsqlBatchCommand> commands,
        Func<NpgsqlDataReader, T> row,
        CancellationToken cancellationToken = default)
    {
        await using var batch = connection.CreateBatch();
        foreach (var command in commands) batch.BatchCommands.Add(command);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(row(reader));

        // To the end: errors come with their own result.
        while (await reader.NextResultAsync(cancellationToken)) { }
        return rows;
    }
}
