using Npgsql;
using Orchestrator.Journal.Postgres;

namespace Orchestrator.Journal.Tests.Postgres;

/// <summary>Several journals on one database, as several coordinators have them; and writes that share a commit.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresSharingTests(PostgresFixture postgres)
{
    [SkippableFact]
    public async Task Journals_that_race_to_create_the_tables_share_them()
    {
        var connection = await postgres.Server.CreateDatabaseAsync();
        var journals = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostgresJournal.OpenAsync(connection)));
        var epochs = await Task.WhenAll(journals.Select(journal => journal.ClaimAsync("a").AsTask()));
        epochs.Order().ShouldBe([1, 2, 3, 4, 5, 6]);
        foreach (var journal in journals) await journal.DisposeAsync();
    }

    [SkippableFact]
    public async Task The_later_claim_wins_and_the_older_owner_is_refused()
    {
        var connection = await postgres.Server.CreateDatabaseAsync();
        await using var first = await PostgresJournal.OpenAsync(connection);
        await using var second = await PostgresJournal.OpenAsync(connection);
        var older = await first.ClaimAsync("a");
        await first.AppendAsync("a", 0, older, Events.Some(1));
        var newer = await second.ClaimAsync("a");

        await Should.ThrowAsync<JournalConflictException>(async () => await first.AppendAsync("a", 1, older, Events.Some(1)));
        (await second.AppendAsync("a", 1, newer, Events.Some(1))).ShouldBe(2);
    }

    [SkippableFact]
    public async Task Coordinators_that_write_the_same_entities_do_not_lock_each_other_out()
    {
        var connection = await postgres.Server.CreateDatabaseAsync();
        await using var first = await PostgresJournal.OpenAsync(connection);
        await using var second = await PostgresJournal.OpenAsync(connection);
        string[] ids = [.. Enumerable.Range(0, 40).Select(i => $"{i}")];
        for (var round = 1; round <= 5; round++)
        {
            var claims = await Task.WhenAll(
                ids.Select(id => first.ClaimAsync(id).AsTask()).Concat(ids.Reverse().Select(id => second.ClaimAsync(id).AsTask())));
            claims.Max().ShouldBe(2 * round);
        }
    }

    [SkippableFact]
    public async Task A_refused_append_leaves_those_that_share_its_commit_alone()
    {
        await using var journal = await PostgresJournal.OpenAsync(await postgres.Server.CreateDatabaseAsync());
        var epoch = await journal.ClaimAsync("a");
        var pairs = Enumerable.Range(0, 200).Select(i => (
            Good: journal.AppendAsync("a", i, epoch, Events.Some(1)).AsTask(),
            Bad: journal.AppendAsync("a", i, epoch - 1, Events.Some(1)).AsTask())).ToList();
        foreach (var (good, bad) in pairs)
        {
            await good;
            await Should.ThrowAsync<JournalConflictException>(bad);
        }

        (await journal.ReadAsync("a").ToListAsync()).Count.ShouldBe(200);
    }

    [SkippableFact]
    public async Task A_write_that_the_server_cannot_store_fails_alone()
    {
        await using var journal = await PostgresJournal.OpenAsync(await postgres.Server.CreateDatabaseAsync());
        var random = new Random(1);
        var tooLongForAnIndex = new string([.. Enumerable.Range(0, 20_000).Select(_ => (char)random.Next('!', '~'))]);
        var good = Enumerable.Range(0, 20).Select(i => journal.ClaimAsync($"{i}").AsTask()).ToList();
        var bad = journal.ClaimAsync(tooLongForAnIndex).AsTask();
        var more = Enumerable.Range(20, 20).Select(i => journal.ClaimAsync($"{i}").AsTask()).ToList();

        await Should.ThrowAsync<JournalException>(bad);
        (await Task.WhenAll([.. good, .. more])).ShouldAllBe(epoch => epoch == 1);
    }

    [SkippableTheory]
    [InlineData('\0')]
    [InlineData('\uD83E')] // half of a pair
    public async Task Text_that_PostgreSQL_does_not_store_is_refused_at_once(char character)
    {
        var text = $"{character}";
        await using var journal = await PostgresJournal.OpenAsync(await postgres.Server.CreateDatabaseAsync());
        var epoch = await journal.ClaimAsync("a");
        await Should.ThrowAsync<ArgumentException>(
            async () => await journal.AppendAsync("a", 0, epoch, [new JournalEvent("x/1", text, DateTimeOffset.UnixEpoch)]));
        await Should.ThrowAsync<ArgumentException>(async () => await journal.ClaimAsync("a" + text));
        (await journal.AppendAsync("a", 0, epoch, Events.Some(1))).ShouldBe(1);
    }

    [SkippableFact]
    public async Task Writes_under_way_are_finished_by_disposal()
    {
        var journal = await PostgresJournal.OpenAsync(await postgres.Server.CreateDatabaseAsync());
        var epoch = await journal.ClaimAsync("a");
        var appends = Enumerable.Range(0, 100).Select(i => journal.AppendAsync("a", i, epoch, Events.Some(1)).AsTask()).ToList();
        await journal.DisposeAsync();
        (await Task.WhenAll(appends)).ShouldBe(Enumerable.Range(1, 100).Select(i => (long)i));
    }

    [SkippableFact]
    public async Task A_newer_format_is_refused_with_both_versions()
    {
        var connection = await postgres.Server.CreateDatabaseAsync();
        await using (await PostgresJournal.OpenAsync(connection))
        {
        }

        await using (var raw = new NpgsqlConnection(connection))
        {
            await raw.OpenAsync();
            await using var command = new NpgsqlCommand("INSERT INTO journal.migration (version) VALUES (99)", raw);
            await command.ExecuteNonQueryAsync();
        }

        (await Should.ThrowAsync<JournalException>(() => PostgresJournal.OpenAsync(connection))).Message.ShouldContain("format 99");
    }

    [SkippableFact]
    public async Task A_wrong_password_is_told_without_repeating_it()
    {
        var wrong = new NpgsqlConnectionStringBuilder(postgres.Server.ConnectionString) { Password = "not-the-password" }.ConnectionString;
        var error = await Should.ThrowAsync<JournalException>(() => PostgresJournal.OpenAsync(wrong));
        error.Message.ShouldContain($"127.0.0.1:{postgres.Server.Port}/postgres");
        error.Message.ShouldContain("password");
        error.ToString().ShouldNotContain("not-the-password");
    }

    [SkippableFact]
    public async Task A_database_that_is_not_there_is_named()
    {
        var absent = new NpgsqlConnectionStringBuilder(postgres.Server.ConnectionString) { Database = "absent" }.ConnectionString;
        (await Should.ThrowAsync<JournalException>(() => PostgresJournal.OpenAsync(absent))).Message.ShouldContain("absent");
    }
}
