using Npgsql;
using Orchestrator.Journal.Postgres;

namespace Orchestrator.Journal.Tests.Postgres;

/// <summary>A server that dies, comes back, or cannot be heard.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresFaultTests(PostgresFixture postgres)
{
    /// <summary>Enough for COPY.</summary>
    private const int RowsPerAppend = 600;

    private static readonly PostgresJournalOptions Impatient = new() { RetryFor = TimeSpan.FromMilliseconds(300) };

    /// <summary>A machine that is busy with other things takes its time to recover a server.</summary>
    private static readonly PostgresJournalOptions Patient = new() { RetryFor = TimeSpan.FromMinutes(3) };

    [SkippableFact]
    public async Task What_was_acknowledged_is_there_once_though_the_server_is_killed_again_and_again()
    {
        await using var journal = await PostgresJournal.OpenAsync(await postgres.Server.CreateDatabaseAsync(), Patient);
        using var enough = new CancellationTokenSource();
        using var appends = new SemaphoreSlim(0);
        var writers = Enumerable.Range(0, 8).Select(i => Task.Run(() => AppendUntilAsync(journal, $"sweep-{i}", appends, enough.Token))).ToList();
        for (var kills = 0; kills < 3; kills++)
        {
            await GrowthAsync(appends, writers);
            await postgres.Server.KillAsync();
            await postgres.Server.RestartAsync();
        }

        await GrowthAsync(appends, writers);
        await enough.CancelAsync();
        var acknowledged = await Task.WhenAll(writers);

        for (var i = 0; i < writers.Count; i++)
        {
            var records = await journal.ReadAsync($"sweep-{i}").ToListAsync();
            records.Select(record => record.SequenceNr).ShouldBe(Enumerable.Range(1, records.Count).Select(nr => (long)nr));
            records.Select(record => record.Event.Json).ShouldBe(Enumerable.Range(0, records.Count / 3).SelectMany(append => Enumerable.Repeat($"{append}", 3)));
            records.Count.ShouldBe((int)acknowledged[i], "nothing is lost, and nothing is there twice");
            (await journal.ReadMeasurementsAsync($"sweep-{i}").CountAsync()).ShouldBe(records.Count / 3 * RowsPerAppend);
        }
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_commit_whose_answer_is_lost_is_stored_once(bool serverSeesIt)
    {
        var connection = await postgres.Server.CreateDatabaseAsync();
        await using var proxy = new CuttingProxy(postgres.Server.Port);
        await using var journal = await PostgresJournal.OpenAsync(new NpgsqlConnectionStringBuilder(connection) { Port = proxy.Port }.ConnectionString);
        var epoch = await journal.ClaimAsync("a");

        proxy.CutAt("COMMIT", serverSeesIt);
        (await journal.AppendAsync("a", 0, epoch, Events.Some(3))).ShouldBe(3);

        proxy.HasCut.ShouldBeTrue();
        (await journal.ReadAsync("a").ToListAsync()).Count.ShouldBe(3);
        proxy.CutAt("COMMIT", serverSeesIt);
        (await journal.ClaimAsync("a")).ShouldBe(epoch + 1);
    }

    [SkippableFact]
    public async Task An_owner_deposed_while_the_connection_was_cut_is_refused()
    {
        var connection = await postgres.Server.CreateDatabaseAsync();
        await using var proxy = new CuttingProxy(postgres.Server.Port);
        await using var first = await PostgresJournal.OpenAsync(new NpgsqlConnectionStringBuilder(connection) { Port = proxy.Port }.ConnectionString);
        await using var second = await PostgresJournal.OpenAsync(connection);
        var older = await first.ClaimAsync("a");
        await second.ClaimAsync("a");
        proxy.CutAt("FOR NO KEY UPDATE", serverSeesIt: false);
        await Should.ThrowAsync<JournalConflictException>(async () => await first.AppendAsync("a", 0, older, Events.Some(1)));
        proxy.HasCut.ShouldBeTrue();
        (await second.ReadAsync("a").ToListAsync()).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task An_owner_that_is_stopped_before_its_commit_does_not_keep_its_successor_waiting()
    {
        var connection = await postgres.Server.CreateDatabaseAsync();
        await using var proxy = new CuttingProxy(postgres.Server.Port);
        await using var first = await PostgresJournal.OpenAsync(new NpgsqlConnectionStringBuilder(connection) { Port = proxy.Port }.ConnectionString);
        await using var second = await PostgresJournal.OpenAsync(connection);
        var older = await first.ClaimAsync("a");
        proxy.StopAt("COMMIT");
        var append = first.AppendAsync("a", 0, older, Events.Some(1)).AsTask();
        while (!proxy.HasCut) await Task.Delay(5);

        var newer = await second.ClaimAsync("a").AsTask().WaitAsync(TimeSpan.FromSeconds(20));

        await Should.ThrowAsync<JournalConflictException>(append);
        (await second.AppendAsync("a", 0, newer, Events.Some(1))).ShouldBe(1);
    }

    [SkippableFact]
    public async Task A_server_that_stays_away_is_named_and_the_journal_outlives_it()
    {
        await using var journal = await PostgresJournal.OpenAsync(await postgres.Server.CreateDatabaseAsync(), Impatient);
        var epoch = await journal.ClaimAsync("a");
        await postgres.Server.KillAsync();

        var write = await Should.ThrowAsync<JournalException>(async () => await journal.AppendAsync("a", 0, epoch, Events.Some(1)));
        write.ShouldNotBeOfType<JournalConflictException>();
        write.Message.ShouldContain($"127.0.0.1:{postgres.Server.Port}");
        await Should.ThrowAsync<JournalException>(async () => await journal.ReadAsync("a").ToListAsync());
        await Should.ThrowAsync<JournalException>(async () => await journal.AppendMeasurementsAsync([new MeasurementRow("a", 0, 0, 1, 1, "loss", 1)]));

        await postgres.Server.RestartAsync();
        (await journal.AppendAsync("a", 0, epoch, Events.Some(1))).ShouldBe(1);
    }

    [SkippableFact]
    public async Task A_journal_can_be_opened_before_its_server_is_up()
    {
        var connection = await postgres.Server.CreateDatabaseAsync();
        await postgres.Server.KillAsync();
        var opening = PostgresJournal.OpenAsync(connection, Patient);
        await postgres.Server.RestartAsync();
        await using var journal = await opening;
        (await journal.ClaimAsync("a")).ShouldBe(1);
    }

    /// <summary>Until appends have been acknowledged from now on; the next are under way then. Fails with the first writer that fails.</summary>
    private static async Task GrowthAsync(SemaphoreSlim appends, IReadOnlyList<Task> writers)
    {
        while (appends.Wait(0)) { }
        for (var i = 0; i < 30; i++)
        {
            var next = appends.WaitAsync(TimeSpan.FromMinutes(3));
            await await Task.WhenAny([next, .. writers]);
            (await next).ShouldBeTrue();
        }
    }

    /// <returns>The last acknowledged sequence number.</returns>
    private static async Task<long> AppendUntilAsync(PostgresJournal journal, string id, SemaphoreSlim appends, CancellationToken enough)
    {
        var epoch = await journal.ClaimAsync(id, CancellationToken.None);
        var nr = 0L;
        while (!enough.IsCancellationRequested)
        {
            var append = nr / 3;
            nr = await journal.AppendAsync(
                id, nr, epoch, [.. Enumerable.Repeat(new JournalEvent("counted/1", $"{append}", DateTimeOffset.UnixEpoch), 3)], CancellationToken.None);
            await journal.AppendMeasurementsAsync(
                [.. Enumerable.Range(1, RowsPerAppend).Select(epoch => new MeasurementRow(id, (int)append, 0, 1, epoch, "loss", epoch))],
                CancellationToken.None);
            appends.Release();
        }

        return nr;
    }
}
