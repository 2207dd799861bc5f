using Microsoft.Data.Sqlite;

namespace Orchestrator.Journal.Sqlite;

/// <summary>A prepared statement that is run many times on the writer's connection.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteCommand command;

    public SqliteStatement(SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = name });
    }

    public void Execute(params ReadOnlySpan<object> values)
    {
        Bind(values);
        command.ExecuteNonQuery();
    }

    /// <summary>The first row, or null.</summary>
    public T? First<T>(Func<SqliteDataReader, T> row, params ReadOnlySpan<object> values)
        where T : struct
    {
        Bind(values);
        using var reader = command.ExecuteReader();
        return reader.Read() ? row(reader) : null;
    }

    public void Dispose() => command.Dispose();

    private void Bind(ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
    }
}
