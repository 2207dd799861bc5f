using System.Data.Common;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>Finds the sweeps of a journal by its key alone, at a cost that grows with their number and not with that of their
/// events.</summary>
internal static class JournaledSweeps
{
    /// <summary>Begins every persistence id of a sweep.</summary>
    public const string PersistencePrefix = "sweep-";

    /// <summary>The ids of sweeps with at least one event, in ordinal order.</summary>
    /// <param name="open">Only those that have not ended.</param>
    /// <param name="namePrefix">Only those whose id begins so; must end in a dash, or be empty.</param>
    public static Task<List<string>> IdsAsync(
        DbConnection connection, string schema, CancellationToken ct, bool open = false, string namePrefix = "") => connection.RowsAsync(
        $"""
        WITH RECURSIVE found (id) AS (
          SELECT min(persistence_id) FROM {schema}journal WHERE persistence_id > @first AND persistence_id < @end
          UNION ALL
          SELECT (SELECT min(persistence_id) FROM {schema}journal WHERE persistence_id > found.id AND persistence_id < @end)
          FROM found WHERE found.id IS NOT NULL)
        SELECT id FROM found WHERE id IS NOT NULL {(open ? $"AND NOT EXISTS ({Ending(schema, "found.id")})" : "")} ORDER BY id
        """,
        row => row.GetString(0)[PersistencePrefix.Length..],
        ct,
        ("@first", PersistencePrefix + namePrefix),
        ("@end", (PersistencePrefix + namePrefix)[..^1] + '.')); // the dot comes next after the dash

    /// <summary>A query for the event that ended a sweep, and after which no more trials were planned; the first condition is that of the
    /// index <c>journal_ended</c>, which holds one row for each of them.</summary>
    public static string Ending(string schema, string persistenceId) =>
        $"""
        SELECT 1 FROM {schema}journal AS ending WHERE ending.persistence_id = {persistenceId} AND ending.manifest IN {EndManifests}
          AND NOT EXISTS (SELECT 1 FROM {schema}journal AS later WHERE later.persistence_id = {persistenceId}
            AND later.sequence_number > ending.sequence_number AND later.manifest = 'sweep-extended/1')
        """;

    /// <summary>The events after which a sweep has ended, unless it is extended. As they stand in the index's condition: a new one needs a
    /// migration.</summary>
    public const string EndManifests = "('sweep-completed/1', 'sweep-cancelled/1')";
}
