using Akka.Actor;
using Microsoft.Data.Sqlite;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Tests.Persistence;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Scripted;

/// <summary>A journal file to which a test writes what it likes, past the sweeps.</summary>
internal sealed class WrittenJournal : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("journal-");
    private readonly string file;
    private readonly Dictionary<SweepId, IActorRef> writers = [];
    private ActorSystem system = null!;

    public WrittenJournal()
    {
        file = Path.Combine(folder.FullName, "journal.db");
        Database = JournalDatabase.Sqlite(file);
    }

    public JournalDatabase Database { get; }

    public async Task InitializeAsync()
    {
        await Database.PrepareAsync();
        system = JournalingSystem.Start(Database);
    }

    public async Task WriteAsync(SweepId sweep, params IReadOnlyList<SweepEvent> events)
    {
        if (!writers.TryGetValue(sweep, out var writer))
        {
            writers[sweep] = writer = system.Journaling(sweep);
        }
        await writer.Ask<long>(new JournalingActor.Write(events), CoordinatorHarness.WaitLimit);
    }

    /// <summary>Runs a statement on the file.</summary>
    public void Raw(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public async ValueTask DisposeAsync()
    {
        await system.Terminate();
        await Database.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
