using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Akka.Coordination;
using Npgsql;
using Orchestrator.Coordinator.Persistence;

namespace Orchestrator.Coordinator.Tests.Persistence;

[Collection(PostgresCollection.Name)]
public sealed class PostgresLeaseTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(1.5);
    private readonly List<ActorSystem> systems = [];
    private readonly ConcurrentQueue<string> lost = [];
    private string connectionString = "";

    public async Task InitializeAsync()
    {
        if (Servers.PostgresServer.Missing is null)
        {
            connectionString = await postgres.PrepareAsync();
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var system in systems)
        {
            await system.Terminate();
        }
    }

    [SkippableFact]
    public async Task Of_two_owners_one_has_it_until_it_gives_it_up()
    {
        var (a, b) = (Lease("a"), Lease("b"));
        (await a.Acquire(Tell("a"))).ShouldBeTrue();
        (await a.Acquire(Tell("a"))).ShouldBeTrue("it has it already");
        (await b.Acquire(Tell("b"))).ShouldBeFalse();
        (a.CheckLease(), b.CheckLease()).ShouldBe((true, false));
        (await b.Release()).ShouldBeTrue();
        (await b.Acquire()).ShouldBeFalse("whoever has it not cannot give it up");

        (await a.Release()).ShouldBeTrue();

        a.CheckLease().ShouldBeFalse();
        (await b.Acquire(Tell("b"))).ShouldBeTrue();
        (await a.Acquire(Tell("a"))).ShouldBeFalse();
        lost.ShouldBeEmpty("nobody lost it against its will");
    }

    [SkippableFact]
    public async Task A_holder_that_lives_keeps_it_beyond_its_lifetime()
    {
        var (a, b) = (Lease("a"), Lease("b"));
        (await a.Acquire(Tell("a"))).ShouldBeTrue();
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < 2 * Lifetime)
        {
            (await b.Acquire()).ShouldBeFalse();
            a.CheckLease().ShouldBeTrue();
            await Task.Delay(50);
        }
        lost.ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task It_runs_out_by_the_databases_clock()
    {
        await ExecuteAsync("INSERT INTO orchestrator.lease VALUES ('shard', 'the dead', clock_timestamp() + interval '1 second')");
        var a = Lease("a");
        (await a.Acquire()).ShouldBeFalse();
        await EventuallyAsync(() => a.Acquire(Tell("a")));
        await ExecuteAsync("UPDATE orchestrator.lease SET until = clock_timestamp() - interval '1 ms'");
        (await Lease("b").Acquire()).ShouldBeTrue("whatever the holder's clock says");
    }

    [SkippableFact]
    public async Task Whoever_lost_it_to_another_is_told_once_and_may_have_it_again()
    {
        var a = Lease("a");
        (await a.Acquire(Tell("a"))).ShouldBeTrue();
        await ExecuteAsync("UPDATE orchestrator.lease SET owner = 'b'");
        await EventuallyAsync(() => Task.FromResult(!lost.IsEmpty));
        a.CheckLease().ShouldBeFalse();
        await ExecuteAsync("DELETE FROM orchestrator.lease");
        (await a.Acquire(Tell("a again"))).ShouldBeTrue();
        await ExecuteAsync("DELETE FROM orchestrator.lease");
        await EventuallyAsync(() => Task.FromResult(lost.Count >= 2));
        lost.ShouldBe(["a: no error", "a again: no error"]);
    }

    [SkippableFact]
    public async Task Whoever_stood_still_knows_at_once()
    {
        var time = new ManualTime();
        var a = Lease("a", time);
        (await a.Acquire(Tell("a"))).ShouldBeTrue();
        time.Advance(Lifetime - TimeSpan.FromMilliseconds(1));
        a.CheckLease().ShouldBeTrue();
        time.Advance(TimeSpan.FromHours(1));
        a.CheckLease().ShouldBeFalse();
        await EventuallyAsync(() => Task.FromResult(!lost.IsEmpty));
        lost.ShouldBe(["a: no error"]); // though the row is still its own
    }

    [SkippableFact]
    public async Task Whoever_cannot_renew_it_loses_it_in_time_and_one_failure_is_no_loss()
    {
        var (a, b) = (Lease("a"), Lease("b"));
        (await a.Acquire(Tell("a"))).ShouldBeTrue();
        await ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'orchestrator-lease'");
        await Task.Delay(Lifetime);
        a.CheckLease().ShouldBeTrue("a connection broke, and was replaced");
        lost.ShouldBeEmpty();

        await using (var blocking = new NpgsqlConnection(connectionString))
        {
            await blocking.OpenAsync();
            await using var transaction = await blocking.BeginTransactionAsync();
            await using var command = new NpgsqlCommand("LOCK TABLE orchestrator.lease", blocking);
            await command.ExecuteNonQueryAsync();
            await EventuallyAsync(() => Task.FromResult(!lost.IsEmpty));
            lost.Single().ShouldStartWith("a: LeaseTimeoutException");
            a.CheckLease().ShouldBeFalse();
            await Should.ThrowAsync<LeaseTimeoutException>(() => a.Acquire());
        }
        await EventuallyAsync(() => b.Acquire());
    }

    [SkippableFact]
    public async Task A_database_that_is_away_is_a_lease_exception()
    {
        var lease = new PostgresLease(Settings("a", connectionString.Replace($"Port={postgres.Server.Port}", "Port=1")),
            (ExtendedActorSystem)Start(), TimeProvider.System);
        await Should.ThrowAsync<LeaseException>(() => lease.Acquire());
        lease.CheckLease().ShouldBeFalse();
    }

    [SkippableFact]
    public async Task A_system_that_shuts_down_gives_up_what_it_holds()
    {
        var a = Lease("a");
        (await a.Acquire(Tell("a"))).ShouldBeTrue();
        await systems[0].Terminate();
        a.CheckLease().ShouldBeFalse();
        lost.ShouldBeEmpty();
        (await Lease("b").Acquire()).ShouldBeTrue("it need not run out");
    }

    [SkippableFact]
    public async Task Akka_makes_it_from_the_databases_settings()
    {
        await using var database = JournalDatabase.Postgres(connectionString);
        systems.Add(JournalingSystem.Start(database));
        var lease = LeaseProvider.Get(systems[0]).GetLease("shard", PostgresLease.ConfigPath, "a");
        (await lease.Acquire()).ShouldBeTrue();
        lease.CheckLease().ShouldBeTrue();
        (await Lease("b").Acquire()).ShouldBeFalse();
    }

    private ActorSystem Start()
    {
        Skip.If(connectionString.Length == 0, Servers.PostgresServer.Missing);
        systems.Add(ActorSystem.Create("lease", "akka { loglevel = OFF\nstdout-loglevel = OFF }"));
        return systems[^1];
    }

    /// <summary>In a system of its own: systems are what owns leases.</summary>
    private PostgresLease Lease(string owner, TimeProvider? time = null) =>
        new(Settings(owner, connectionString), (ExtendedActorSystem)Start(), time ?? TimeProvider.System);

    private static LeaseSettings Settings(string owner, string connectionString) => new(
        "shard",
        owner,
        new TimeoutSettings(TimeSpan.FromSeconds(.2), Lifetime, TimeSpan.FromSeconds(1)),
        ConfigurationFactory.ParseString(PostgresLease.Hocon(connectionString)).GetConfig(PostgresLease.ConfigPath));

    private Action<Exception?> Tell(string who) => error => lost.Enqueue($"{who}: {error?.GetType().Name ?? "no error"}");

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(WaitLimit);
            await Task.Delay(10);
        }
    }
}
