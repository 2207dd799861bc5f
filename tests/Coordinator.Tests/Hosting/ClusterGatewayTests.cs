using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Hosting;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Remoting;
using Orchestrator.Servers;
using Orchestrator.Sweeps;
using Serilog.Core;

namespace Orchestrator.Coordinator.Tests.Hosting;

/// <summary>What stands between the API and a coordinator, wired as <c>orchestrator coordinator</c> wires it.</summary>
public sealed class ClusterGatewayTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly SweepId Sweep = new("sample-1");
    private readonly string folder = Directory.CreateTempSubdirectory("orchestrator-").FullName;
    private PostgresServer server = null!;
    private JournalDatabase journal = null!;
    private CoordinatorDirectory directory = null!;
    private ClusterCoordinator coordinator = null!;
    private ClusterGateway gateway = null!;

    public async Task InitializeAsync()
    {
        if (PostgresServer.Missing is not null)
        {
            return;
        }
        server = await PostgresServer.StartAsync();
        var connection = await server.CreateDatabaseAsync();
        (journal, directory) = (JournalDatabase.Postgres(connection), new CoordinatorDirectory(connection));
        await journal.PrepareAsync();
        var options =
            new ClusterCoordinatorOptions { Remoting = new RemotingOptions { Port = FreePorts.Take(1)[0] }, ArtifactRoot = folder };
        coordinator = await ClusterCoordinator.StartAsync(
            options, journal, directory, new LoggingObserver(Logger.None, (happened, _) => happened.ToString()), _ =>
                throw new InvalidOperationException("No node is there."), Logger.None, default);
        gateway = new ClusterGateway(coordinator, journal, new DatasetCache(folder), new DataSetStore(folder), folder);
    }

    public async Task DisposeAsync()
    {
        if (PostgresServer.Missing is null)
        {
            await coordinator.DisposeAsync();
            await directory.DisposeAsync();
            await journal.DisposeAsync();
            await server.DisposeAsync();
        }
        Directory.Delete(folder, recursive: true);
    }

    [SkippableFact]
    public async Task Who_watches_a_sweep_that_no_node_can_serve_is_told_why_and_who_comes_later_too()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        using var timeout = new CancellationTokenSource(Limit);
        coordinator.Sweeps.Tell(new BeginSweep(Sweep, Sample.Definition(), "fingerprint"),
            Akka.Actor.ActorRefs.NoSender);
        var first = await SeenAsync(notice => notice is WaitingNotice, timeout.Token);
        first[^1].ShouldBe(new WaitingNotice("no node is present"));
        first.ShouldContain(notice => notice is CaughtUpNotice, "it was told as soon as it was known");
        var later = await SeenAsync(notice => notice is WaitingNotice, timeout.Token);
        later[^1].ShouldBe(new WaitingNotice("no node is present"));
        (await gateway.ListAsync(timeout.Token)).ShouldHaveSingleItem().Waiting.ShouldBe("no node is present");
        var until = SeenAsync(notice => notice is WaitingNotice { Reason: null }, timeout.Token);
        await gateway.PauseAsync(Sweep, new Pausing("anna"), timeout.Token); // who is paused waits for no node
        (await until).OfType<WaitingNotice>().Select(notice => notice.Reason).ShouldBe(["no node is present", null]);
    }

    [SkippableFact]
    public async Task A_sweep_that_was_submitted_is_refused_under_another_submission_and_not_under_its_own()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        var begin = new BeginSweep(Sweep, Sample.Definition(), "fingerprint", Submission: "one");
        (await AskAsync(begin)).Refusal.ShouldBeNull();
        (await AskAsync(begin)).Refusal.ShouldBeNull();
        (await AskAsync(begin with { Submission = "other" })).Refusal.ShouldNotBeNull();
    }

    private Task<CommandHandled> AskAsync(BeginSweep begin) => Akka.Actor.Futures.Ask<CommandHandled>(coordinator.Sweeps, begin, Limit);

    private async Task<List<SweepNotice>> SeenAsync(Predicate<SweepNotice> last, CancellationToken cancellationToken)
    {
        var seen = new List<SweepNotice>();
        await foreach (var notice in gateway.WatchAsync(Sweep, cancellationToken))
        {
            seen.Add(notice);
            if (last(notice))
            {
                break;
            }
        }
        return seen;
    }
}
