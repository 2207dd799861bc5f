using System.Diagnostics;
using Akka.Actor;
using Npgsql;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Persistence;

namespace Orchestrator.Coordinator.Tests.Persistence;

/// <summary>A server that dies, comes back, or holds something else.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresFaultTests(PostgresFixture postgres)
{
    private static readonly SweepId Sweep = new("walk-1");
    private static readonly TimeSpan WaitLimit = TimeSpan.FromMinutes(3);

    [SkippableFact]
    public async Task A_server_that_stays_away_is_named_and_the_database_outlives_it()
    {
        await using var database = JournalDatabase.Postgres(await postgres.PrepareAsync(), TimeSpan.FromMilliseconds(300));
        await database.Measurements.AppendAsync([Row(1)]);
        await postgres.Server.KillAsync();

        var write = await Should.ThrowAsync<JournalException>(() => database.Measurements.AppendAsync([Row(2)]));
        write.Message.ShouldContain($"127.0.0.1:{postgres.Server.Port}");
        await Should.ThrowAsync<JournalException>(() => database.Sweeps.ListAsync());
        await Should.ThrowAsync<JournalException>(() => database.Index.ReserveAsync("a", "key"));
        await Should.ThrowAsync<JournalException>(() => database.PrepareAsync());

        await postgres.Server.RestartAsync();
        await database.Measurements.AppendAsync([Row(2)]);
        (await database.Sweeps.MeasurementsAsync(Sweep)).ShouldBe([Row(1), Row(2)]);
    }

    [SkippableFact]
    public async Task What_was_acknowledged_is_there_once_though_the_server_is_killed_again_and_again()
    {
        await using var database = JournalDatabase.Postgres(await postgres.PrepareAsync(), WaitLimit);
        using var enough = new CancellationTokenSource();
        using var appended = new SemaphoreSlim(0);
        var writers = Enumerable.Range(0, 8).Select(trial => Task.Run(async () =>
        {
            var epoch = 0;
            while (!enough.IsCancellationRequested)
            {
                await database.Measurements.AppendAsync([.. Enumerable.Range(0, 100)
                    .Select(fold => new MeasurementRow(Sweep, trial, fold, 1, epoch + 1, "loss", 1))]);
                epoch++;
                appended.Release();
            }
            return epoch;
        })).ToArray();
        for (var kills = 0; kills < 3; kills++)
        {
            for (var i = 0; i < 30; i++)
            {
                (await appended.WaitAsync(WaitLimit)).ShouldBeTrue();
            }
            await postgres.Server.KillAsync();
            await postgres.Server.RestartAsync();
        }
        await enough.CancelAsync();
        var epochs = await Task.WhenAll(writers);
        for (var trial = 0; trial < writers.Length; trial++)
        {
            (await database.Sweeps.MeasurementsAsync(Sweep, trial)).Count.ShouldBe(100 * epochs[trial]);
        }
    }

    [SkippableFact]
    public async Task A_sweep_whose_server_was_killed_stops_and_is_recovered_once_it_is_back()
    {
        await using var database = JournalDatabase.Postgres(await postgres.PrepareAsync(), WaitLimit);
        using var system = JournalingSystem.Start(database);
        var walk = new Scripted.RandomWalk(Scripted.Sample.Definition(trials: 4), 1).Events;
        var actor = system.Journaling(Sweep);
        (await actor.Ask<long>(new JournalingActor.Write([.. walk.Take(3)]), WaitLimit)).ShouldBe(3);
        await postgres.Server.KillAsync();
        actor.Tell(new JournalingActor.Write([walk[3]]));
        await actor.WatchAsync().WaitAsync(WaitLimit);
        await postgres.Server.RestartAsync();

        // The breaker may still be open: an actor whose recovery fails stops, and is started again.
        JournalingActor.Recovered? recovered = null;
        for (var began = Stopwatch.GetTimestamp(); recovered is null && Stopwatch.GetElapsedTime(began) < WaitLimit;)
        {
            var again = system.Journaling(Sweep);
            var report = again.Ask<JournalingActor.Recovered>(new JournalingActor.Report(), WaitLimit);
            if (await Task.WhenAny(report, again.WatchAsync()) == report)
            {
                recovered = await report;
            }
        }

        recovered.ShouldNotBeNull().SequenceNr.ShouldBe(3, "the fourth was not acknowledged");
        await system.Terminate();
    }

    [SkippableFact]
    public async Task A_database_of_the_engine_before_this_one_is_refused_with_its_name_and_the_cure()
    {
        var connectionString = await postgres.Server.CreateDatabaseAsync();
        await ExecuteAsync(connectionString,
            "CREATE SCHEMA journal; CREATE TABLE journal.migration (version integer PRIMARY KEY); CREATE TABLE journal.entity (id bigint)");
        await using var database = JournalDatabase.Postgres(connectionString);
        var error = (await Should.ThrowAsync<JournalException>(() => database.PrepareAsync())).Message;
        error.ShouldContain($"127.0.0.1:{postgres.Server.Port}/");
        error.ShouldContain("earlier release");
        error.ShouldContain("another database");
    }

    [SkippableFact]
    public async Task A_newer_format_is_refused_and_a_database_without_tables_named()
    {
        var connectionString = await postgres.Server.CreateDatabaseAsync();
        await using var database = JournalDatabase.Postgres(connectionString);
        (await Should.ThrowAsync<JournalException>(() => database.Sweeps.ListAsync())).Message.ShouldContain("holds no journal yet");
        await database.PrepareAsync();
        await ExecuteAsync(connectionString, "INSERT INTO orchestrator.migration (version) VALUES (99)");
        (await Should.ThrowAsync<JournalException>(() => database.PrepareAsync())).Message.ShouldContain("format 99");
    }

    [SkippableFact]
    public async Task Coordinators_that_start_at_once_make_the_tables_once()
    {
        var connectionString = await postgres.Server.CreateDatabaseAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var database = JournalDatabase.Postgres(connectionString);
            await database.PrepareAsync();
            await database.PrepareAsync();
        }));
    }

    [SkippableFact]
    public async Task A_wrong_password_and_a_missing_database_are_told_at_once()
    {
        foreach (var (wrong, told) in ((Action<NpgsqlConnectionStringBuilder>, string)[])[(s => s.Password = "wrong",
            "refuses this user or password"), (s => s.Database = "nowhere", "no journal at")])
        {
            var settings = new NpgsqlConnectionStringBuilder(postgres.Server.ConnectionString);
            wrong(settings);
            await using var database = JournalDatabase.Postgres(settings.ConnectionString, WaitLimit);
            (await Should.ThrowAsync<JournalException>(() => database.PrepareAsync().WaitAsync(TimeSpan.FromMinutes(1))))
                .Message.ShouldContain(told);
        }
    }

    private static MeasurementRow Row(int epoch) => new(Sweep, 0, 0, 1, epoch, "loss", epoch);

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
