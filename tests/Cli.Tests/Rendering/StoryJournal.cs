using Microsoft.Data.Sqlite;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Sweeps.Serialization;

namespace Orchestrator.Cli.Tests.Rendering;

/// <summary>Stories as a home's journal has them.</summary>
internal static class StoryJournal
{
    private const int Serializer = 9001; // SweepEventSerializer's number

    /// <summary>Writes a story's events and measurements as Akka would.</summary>
    /// <param name="story">What happened.</param>
    /// <param name="file">The journal; made if need be.</param>
    public static async Task WriteAsync(Story story, string file)
    {
        await using (var journal = JournalDatabase.Sqlite(file))
        {
            await journal.PrepareAsync();
            await journal.Measurements.AppendAsync(story.Measurements);
        }
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var transaction = connection.BeginTransaction();
        var number = 0;
        foreach (var happened in story.Events)
        {
            await using var insert = connection.CreateCommand();
            insert.CommandText =
                """
                INSERT INTO journal (persistence_id, sequence_number, created, deleted, manifest, identifier, message)
                VALUES ($id, $number, $created, 0, $manifest, $identifier, $message)
                """;
            insert.Parameters.AddWithValue("$id", SweepQueries.PersistenceId(story.State.Id));
            insert.Parameters.AddWithValue("$number", ++number);
            insert.Parameters.AddWithValue("$created", happened.At.ToUnixTimeMilliseconds());
            insert.Parameters.AddWithValue("$manifest", SweepEventCodec.ManifestOf(happened));
            insert.Parameters.AddWithValue("$identifier", Serializer);
            insert.Parameters.AddWithValue("$message", SweepEventCodec.EncodeUtf8(happened));
            await insert.ExecuteNonQueryAsync();
        }
        await transaction.CommitAsync();
    }
}
