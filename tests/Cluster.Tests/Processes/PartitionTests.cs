using System.Globalization;
using System.Net;
using System.Text.Json;
using Npgsql;
using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Cluster.Tests.Secured;
using Xunit.Abstractions;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>A network in which coordinators do not hear each other, though all else hears both.</summary>
[Collection("processes")]
public sealed class PartitionTests(SecuredServers servers, ITestOutputHelper output) : IClassFixture<SecuredServers>, IDisposable
{
    private const int Downed = 75, ApiPort = 7070, ClusterPort = 7071;

    private static readonly TimeSpan CutOff = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan WaitLimit = TimeSpan.FromMinutes(2);

    private readonly ChaosFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public async Task One_side_goes_on_and_the_other_ends_and_comes_back()
    {
        servers.Require();
        var server = servers.Database!;
        Skip.If(NetworkNamespaces.Missing is not null, NetworkNamespaces.Missing);
        await using var network = await NetworkNamespaces.TryCreateAsync();
        Skip.If(network is null, "This kernel lets nobody make network namespaces and bridges.");
        using var forwarder = new Forwarder(NetworkNamespaces.Host, server.Port);
        var connection = await server.CreateDatabaseAsync();
        var expected = await ChaosFolder.ExpectedAsync(folder.Epochs);

        // Off loopback a coordinator wants TLS; the database's certificate is not for the address of the bridge.
        var reached = new NpgsqlConnectionStringBuilder(connection)
        {
            Host = NetworkNamespaces.Host,
            Port = forwarder.Port,
            SslMode = SslMode.Require,
            RootCertificate = null,
        }.ConnectionString;
        var token = new Dictionary<string, string> { ["ORCHESTRATOR_TOKEN"] = Guid.NewGuid().ToString("N") };
        var (left, right, site) = (await network!.AddAsync("left"), await network.AddAsync("right"), await network.AddAsync("site"));
        using var processes = new Started();
        OrchestratorProcess Coordinate(string machine, string address) => processes.Add(network.Start(
            machine, token, "coordinator", "--database", reached, "--home", folder.Home("shared"), "--host", address, "--insecure-cluster",
            "--listen", "0.0.0.0", "--port", ApiPort.ToString(CultureInfo.InvariantCulture), "--insecure", "--advertise",
                $"http://{address}:{ApiPort}"));
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token["ORCHESTRATOR_TOKEN"]);
        async Task ReadyAsync(OrchestratorProcess process, string address) =>
            await ProcessCluster.UntilAsync($"{address} is ready", async () =>
        {
            process.HasEnded.ShouldBeFalse(string.Join('\n', process.Said.TakeLast(20)));
            using var answer = await client.GetAsync(new Uri($"http://{address}:{ApiPort}/ready"));
            return answer.IsSuccessStatusCode;
        });

        var coordinators = new Dictionary<string, OrchestratorProcess> { ["left"] = Coordinate("left", left) };
        await ReadyAsync(coordinators["left"], left);
        coordinators["right"] = Coordinate("right", right);
        await ReadyAsync(coordinators["right"], right);
        var node = processes.Add(network.Start(
            "site", token, "node", "--coordinator", $"{left}:{ClusterPort},{right}:{ClusterPort}", "--host", site, "--insecure-cluster",
                "--name", "anna",
            "--slots", "2", "--device", "cpu", "--cache", folder.Home("cache")));
        // Not by the command line, which sends no token over plain HTTP to another machine.
        using var answer = await client.PostAsync(new Uri($"http://{left}:{ApiPort}/v1/sweeps"), folder.Submission());
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        await using var journal = new SweepJournal(connection, "storm-1");
        await journal.UntilAsync("10 trials are complete", _ => journal.Completed >= 10);

        await network.CutAsync("left", "right");
        var at = DateTimeOffset.UtcNow;
        await Task.Delay(CutOff);
        await network.HealAsync("left", "right");
        var ended = coordinators.Select(c => (c.Key, Ending: c.Value.EndAsync())).ToArray();
        var first = await Task.WhenAny(ended.Select(e => e.Ending)).WaitAsync(WaitLimit);
        var (loser, ending) = (ended.Single(e => e.Ending == first).Key, await first);
        output.WriteLine($"the coordinator on the {loser} ended within {(DateTimeOffset.UtcNow - at).TotalSeconds:0} s");
        ending.ExitCode.ShouldBe(Downed, string.Join('\n', ending.Errors.Split('\n').TakeLast(20)));
        var winner = coordinators.Single(c => c.Key != loser);
        winner.Value.HasEnded.ShouldBeFalse("one of the two goes on");
        var again = Coordinate(loser, loser == "left" ? left : right);
        await ReadyAsync(again, loser == "left" ? left : right);
        await ReadyAsync(winner.Value, loser == "left" ? right : left);
        output.WriteLine("it is back in the cluster");

        await journal.UntilAsync("the sweep is over", s => s.Ended);
        AttemptLog.ShouldBalance(journal.Events, await journal.MeasurementsAsync(), ChaosFolder.Trials, ChaosFolder.Folds);
        AttemptLog.TrainedTwice(journal.Events, await journal.MeasurementsAsync(), _ => false).ShouldBeEmpty();
        using var sweep = JsonDocument.Parse(await client.GetStringAsync(new Uri($"http://{left}:{ApiPort}/v1/sweeps/storm-1/state")));
        ChaosFolder.Scores(sweep.RootElement).ShouldBe(expected);
        await node.InterruptAsync();
        (await node.EndAsync()).ExitCode.ShouldBe(0);
    }

    /// <summary>Processes that end with the test.</summary>
    private sealed class Started : IDisposable
    {
        private readonly List<OrchestratorProcess> processes = [];

        public OrchestratorProcess Add(OrchestratorProcess process)
        {
            processes.Add(process);
            return process;
        }

        public void Dispose() => processes.ForEach(process => process.Dispose());
    }
}
