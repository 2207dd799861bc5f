using Npgsql;
using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Coordinator.Persistence;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>How coordinators and nodes find each other, and what they say when they cannot.</summary>
[Collection("processes")]
public sealed class FormationTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("orchestrator-").FullName;

    public void Dispose() => Directory.Delete(home, recursive: true);

    [SkippableFact]
    public async Task Coordinators_that_start_at_once_form_one_cluster()
    {
        var connection = await database.Require().CreateDatabaseAsync();
        using var cluster = new ProcessCluster(connection, home);
        var started = Enumerable.Range(0, 3).Select(_ => cluster.Coordinate()).ToArray();
        foreach (var coordinator in started)
        {
            await cluster.ReadyAsync(coordinator);
        }
        started.Count(c => c.Process.Said.Any(line => line.Contains("this one begins the cluster", StringComparison.Ordinal))).ShouldBe(1);

        // Whom a node joins by one of them, all of them know.
        using var node = OrchestratorProcess.Start(
            "node", "--coordinator", Renamed(started[0], "localhost"), "--name", "anna", "--device", "cpu", "--slots", "1",
            "--cache", home);
        foreach (var coordinator in started)
        {
            await cluster.KnowsAsync(coordinator, 1);
        }
        await node.InterruptAsync();
        (await node.EndAsync()).ExitCode.ShouldBe(0);
        foreach (var coordinator in started)
        {
            await cluster.KnowsAsync(coordinator, 0);
        }
    }

    [SkippableFact]
    public async Task Who_is_called_by_a_name_that_is_not_its_own_says_so()
    {
        var connection = await database.Require().CreateDatabaseAsync();
        using var cluster = new ProcessCluster(connection, home);
        var coordinator = await cluster.CoordinateReadyAsync("--bind", "0.0.0.0", "--insecure-cluster");
        using var node = OrchestratorProcess.Start(
            "node", "--coordinator", Renamed(coordinator, "127.0.0.2"), "--name", "anna", "--device", "cpu", "--slots", "1",
            "--cache", home);
        var said = await coordinator.Process.SaysAsync("Somebody calls this machine 127.0.0.2");
        said.ShouldContain($"it is {coordinator.Address}");
        coordinator.Process.Said.ShouldNotContain(line => line.Contains("Dropping message", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task A_coordinator_of_a_cluster_that_is_all_dead_begins_it_anew()
    {
        var connection = await database.Require().CreateDatabaseAsync();
        using var cluster = new ProcessCluster(connection, home);
        foreach (var coordinator in new[] { await cluster.CoordinateReadyAsync(), await cluster.CoordinateReadyAsync() })
        {
            await coordinator.Process.KillAsync();
        }
        var next = await cluster.CoordinateReadyAsync();
        await cluster.KnowsAsync(next, 0); // its scheduler has the dead one's lease
    }

    [SkippableFact]
    public async Task A_nodes_name_that_is_taken_is_refused()
    {
        var connection = await database.Require().CreateDatabaseAsync();
        using var cluster = new ProcessCluster(connection, home);
        var coordinator = await cluster.CoordinateReadyAsync("--lease", "3");
        cluster.Join("twin", 1, "--lease", "3");
        await cluster.KnowsAsync(coordinator, 1);
        var ending = await cluster.Join("twin", 1, "--lease", "3").EndAsync();
        ending.ExitCode.ShouldBe(2, ending.Errors);
        ending.Errors.ShouldContain("error: A node 'twin' is in the cluster already; choose another --name.");
    }

    [SkippableFact]
    public async Task A_coordinator_whose_database_is_away_says_so()
    {
        var connection = new NpgsqlConnectionStringBuilder(await database.Require().CreateDatabaseAsync());
        foreach (var (away, says) in new[]
        {
            (new NpgsqlConnectionStringBuilder(connection.ConnectionString) { Port = Servers.FreePorts.Take(1)[0] },
                "has not answered for"),
            (new NpgsqlConnectionStringBuilder(connection.ConnectionString) { Database = "nowhere" }, "There is no journal at"),
            (new NpgsqlConnectionStringBuilder(connection.ConnectionString) { Password = "wrong" }, "refuses this user or password"),
        })
        {
            var ending =
                await OrchestratorProcess.RunAsync("coordinator", "--database", away.ConnectionString, "--home", home, "--port", "0",
                    "--cluster-port", "0");
            ending.ExitCode.ShouldBe(1, ending.Errors);
            ending.Errors.ShouldContain("error: ");
            ending.Errors.ShouldContain(says);
            ending.Errors.ShouldNotContain("   at ");
        }
    }

    [SkippableFact]
    public async Task A_coordinator_whose_port_is_taken_says_so()
    {
        var connection = await database.Require().CreateDatabaseAsync();
        using var cluster = new ProcessCluster(connection, home);
        var coordinator = await cluster.CoordinateReadyAsync();
        var ending = await OrchestratorProcess.RunAsync(
            "coordinator", "--database", connection, "--home", home, "--port", "0", "--cluster-port", coordinator.Address.Split(':')[1]);
        ending.ExitCode.ShouldBe(1, ending.Errors);
        ending.Errors.ShouldContain($"error: The cluster's port {coordinator.Address} cannot be listened on: Address already in use");
    }

    [SkippableFact]
    public async Task A_coordinator_outlives_its_database()
    {
        var server = database.Require();
        var connection = await server.CreateDatabaseAsync();
        using var cluster = new ProcessCluster(connection, home);
        var coordinators = new[] { await cluster.CoordinateReadyAsync(), await cluster.CoordinateReadyAsync() };
        await server.KillAsync();
        await coordinators[0].Process.SaysAsync("The database does not answer");
        await server.RestartAsync();
        foreach (var coordinator in coordinators)
        {
            await cluster.KnowsAsync(coordinator, 0); // the scheduler is there again
            coordinator.Process.HasEnded.ShouldBeFalse();
        }
        await using var directory = new CoordinatorDirectory(connection);
        await ProcessCluster.UntilAsync("both announce themselves", async () =>
            (await directory.LiveAsync(TimeSpan.FromSeconds(5))).Count == 2);
    }

    private static string Renamed(CoordinatorProcess coordinator, string host) =>
        coordinator.Address.Replace("127.0.0.1", host, StringComparison.Ordinal);
}
