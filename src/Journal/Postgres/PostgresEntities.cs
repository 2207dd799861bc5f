using System.Collections.Concurrent;
using Npgsql;

namespace Orchestrator.Journal.Postgres;

/// <summary>The numbers that stand for entities in the tables. They never change: asked for once, kept for good.</summary>
internal sealed class PostgresEntities
{
    private readonly ConcurrentDictionary<string, long> numbers = new(StringComparer.Ordinal);

    /// <summary>Creates the entities that do not exist. In the order of their ids, so that those who create the same wait in one queue.</summary>
    public static NpgsqlBatchCommand Create(string[] persistenceIds) => PostgresCommands.Batched(
        """
        INSERT INTO journal.entity (persistence_id)
        SELECT new.id FROM unnest($1) AS new (id) WHERE NOT EXISTS (SELECT FROM journal.entity WHERE persistence_id = new.id)
        ORDER BY new.id COLLATE "C" ON CONFLICT DO NOTHING
        """,
        PostgresCommands.Value(persistenceIds));

    /// <summary>The numbers of entities, which are created where they do not exist.</summary>
    public async Task<IReadOnlyDictionary<string, long>> NumbersAsync(NpgsqlConnection connection, IEnumerable<string> persistenceIds)
    {
        string[] unknown = [.. persistenceIds.Where(id => !numbers.ContainsKey(id))];
        if (unknown.Length == 0) return numbers;
        await connection.ExecuteAsync(Create(unknown));
        foreach (var (id, number) in await connection.RowsAsync(
            [
                PostgresCommands.Batched(
                    "SELECT persistence_id, id FROM journal.entity WHERE persistence_id = ANY ($1)", PostgresCommands.Value(unknown)),
            ],
            row => (row.GetString(0), row.GetInt64(1))))
        {
            numbers[id] = number;
        }

        return numbers;
    }
}
