using Microsoft.Data.Sqlite;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>The writer's connection and its prepared statements.</summary>
internal sealed class SqliteWrites : IDisposable
{
    private static readonly string[] Columns = ["$sweep", "$trial", "$fold", "$attempt", "$epoch", "$metric", "$value"];
    private readonly SqliteCommand begin;
    private readonly SqliteCommand commit;
    private readonly SqliteCommand measure;

    public SqliteWrites(SqliteConnection connection)
    {
        Connection = connection;
        begin = Command("BEGIN IMMEDIATE");
        commit = Command("COMMIT");
        measure = Command(
            $"""
            INSERT INTO measurement (sweep, trial, fold, attempt, epoch, metric, value)
            VALUES ({string.Join(", ", Columns)}) ON CONFLICT DO NOTHING
            """);
        foreach (var column in Columns)
        {
            measure.Parameters.Add(new SqliteParameter { ParameterName = column });
        }
    }

    public SqliteConnection Connection { get; }

    public void Begin() => begin.ExecuteNonQuery();

    public void Commit() => commit.ExecuteNonQuery();

    /// <summary>Stores rows whose key is not there yet. SQLite has no NaN: it is NULL.</summary>
    public void Append(IReadOnlyList<MeasurementRow> rows)
    {
        var to = measure.Parameters;
        foreach (var row in rows)
        {
            (to[0].Value, to[1].Value, to[2].Value, to[3].Value, to[4].Value, to[5].Value) = (row.Sweep.Value, row.Trial, row.Fold,
                row.Attempt, row.Epoch, row.Metric);
            to[6].Value = double.IsNaN(row.Value) ? DBNull.Value : row.Value;
            measure.ExecuteNonQuery();
        }
    }

    /// <summary>A transaction that is open is rolled back.</summary>
    public void Dispose()
    {
        foreach (var command in (SqliteCommand[])[begin, commit, measure])
        {
            command.Dispose();
        }
        Connection.Dispose();
    }

    private SqliteCommand Command(string sql)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
