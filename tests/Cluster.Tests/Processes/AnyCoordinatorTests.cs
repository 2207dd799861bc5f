using System.Net;
using System.Text;
using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Sweeps;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>Any coordinator answers for the whole cluster, wherever sweep and scheduler live.</summary>
[Collection("processes")]
public sealed class AnyCoordinatorTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IAsyncLifetime
{
    private readonly ChaosFolder folder = new();
    private string connection = "";
    private ProcessCluster? cluster;
    private CoordinatorProcess[] coordinators = [];

    public async Task InitializeAsync()
    {
        if (database.Server is null)
        {
            return;
        }
        connection = await database.Server.CreateDatabaseAsync();
        cluster = new ProcessCluster(connection, folder.Home("shared"));
        coordinators = [await cluster.CoordinateReadyAsync(), await cluster.CoordinateReadyAsync()];
    }

    public Task DisposeAsync()
    {
        cluster?.Dispose();
        folder.Dispose();
        return Task.CompletedTask;
    }

    [SkippableFact]
    public async Task Sweeps_are_watched_and_managed_through_either()
    {
        database.Require();
        var sweep = await SubmitUntilOwnedAsync(by: coordinators[1], through: coordinators[0]);
        await using var journal = new SweepJournal(connection, sweep);
        using var watching = Watch(coordinators[0], sweep);
        using var alsoWatching = Watch(coordinators[1], sweep);
        foreach (var watch in new[] { watching, alsoWatching })
        {
            (await watch.SeesAsync("waiting")).GetProperty("reason").GetString().ShouldBe("no node is present");
        }
        var node = cluster!.Join("anna", 2);
        foreach (var watch in new[] { watching, alsoWatching })
        {
            await watch.SeesAsync("epoch");
        }
        foreach (var (pausing, resuming) in new[] { (0, 1), (1, 0) })
        {
            (await TellAsync(pausing, $"v1/sweeps/{sweep}/pause", """{"by":"anna","reason":"lunch"}""")).ShouldBe(HttpStatusCode.OK);
            (await cluster.SweepAsync(coordinators[resuming].Api, sweep)).GetProperty("pause").GetProperty("reason").GetString()
                .ShouldBe("lunch");
            (await TellAsync(resuming, $"v1/sweeps/{sweep}/resume", """{"by":"anna"}""")).ShouldBe(HttpStatusCode.OK);
        }
        await watching.SeesAsync("sweep-continued/1", 2);
        await alsoWatching.SeesAsync("sweep-continued/1", 2);

        (await TellAsync(1, "v1/nodes/anna/drain", "{}")).ShouldBe(HttpStatusCode.NoContent);
        (await cluster.AskAsync(coordinators[0].Api, "v1/nodes"))[0].GetProperty("draining").GetBoolean().ShouldBeTrue();
        (await TellAsync(0, $"v1/sweeps/{sweep}/cancel", """{"reason":"enough"}""")).ShouldBe(HttpStatusCode.OK);
        foreach (var watch in new[] { watching, alsoWatching })
        {
            await watch.SeesAsync("sweep-cancelled/1");
        }
        foreach (var coordinator in coordinators)
        {
            (await cluster.SweepAsync(coordinator.Api, sweep)).GetProperty("ending").GetString().ShouldBe("enough");
        }
        await node.InterruptAsync();
        (await node.EndAsync()).ExitCode.ShouldBe(0);
    }

    [SkippableFact]
    public async Task A_submission_that_is_repeated_to_both_at_once_is_one_sweep()
    {
        database.Require();
        var key = Guid.NewGuid().ToString("D");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(coordinators[number % 2].Api, "v1/sweeps"))
            {
                Content = folder.Submission(),
            };
            request.Headers.Add("Idempotency-Key", key);
            using var answer = await cluster!.Client.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            answer.StatusCode.ShouldBe(HttpStatusCode.Created, text);
            return text;
        }));
        answers.Distinct().ShouldHaveSingleItem();
        foreach (var coordinator in coordinators)
        {
            (await cluster!.AskAsync(coordinator.Api, "v1/sweeps")).GetArrayLength().ShouldBe(1);
        }
        await using var journal = new SweepJournal(connection, "storm-1");
        await journal.ReadAsync();
        journal.Events.OfType<SweepPlanned>().ShouldHaveSingleItem();
    }

    // Which coordinator gets a sweep is known when it is there.
    private async Task<string> SubmitUntilOwnedAsync(CoordinatorProcess by, CoordinatorProcess through)
    {
        for (var tries = 0; tries < 12; tries++)
        {
            var sweep = await ProcessCluster.SubmitAsync(through.Api, folder.SweepFile);
            await using var journal = new SweepJournal(connection, sweep);
            await journal.UntilAsync<OwnerClaimed>(_ => true);
            if (journal.Owner == by.Address)
            {
                return sweep;
            }
            (await TellAsync(0, $"v1/sweeps/{sweep}/cancel", """{"reason":"not there"}""")).ShouldBe(HttpStatusCode.OK);
        }
        throw new InvalidOperationException("All sweeps go to one coordinator.");
    }

    private static OrchestratorProcess Watch(CoordinatorProcess at, string sweep) =>
        OrchestratorProcess.Start("watch", sweep, "--json", "--server", at.Api.ToString());

    private async Task<HttpStatusCode> TellAsync(int coordinator, string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await cluster!.Client.PostAsync(new Uri(coordinators[coordinator].Api, path), body);
        return answer.StatusCode;
    }
}
