using System.Diagnostics;
using System.Globalization;
using System.Net;
using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Sweeps;
using Xunit.Abstractions;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>How long sweeps go unanswered when a coordinator dies, and when it leaves. The figures are printed; only what would be a defect
/// fails.</summary>
[Collection("processes")]
public sealed class FailoverTests(DatabaseFixture database, ITestOutputHelper output) : IClassFixture<DatabaseFixture>, IDisposable
{
    private const int Sweeps = 12, Kills = 5;

    private static readonly TimeSpan MostAfterKill = TimeSpan.FromSeconds(30), MostAfterLeave = TimeSpan.FromSeconds(10),
        OneTry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    private readonly ChaosFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public async Task Sweeps_answer_again_soon_after_a_kill_and_at_once_after_a_leave()
    {
        var connection = await database.Require().CreateDatabaseAsync();
        using var cluster = new ProcessCluster(connection, folder.Home("shared"));
        var leaver = await cluster.CoordinateReadyAsync();
        var survivor = await cluster.CoordinateReadyAsync();
        var sweeps = new List<string>();
        for (var number = 0; number < Sweeps; number++)
        {
            sweeps.Add(await ProcessCluster.SubmitAsync(survivor.Api, folder.SweepFile));
        }
        var kills = new List<TimeSpan>();
        for (var kill = 1; kill <= Kills; kill++)
        {
            // The one that has been there for longest has the scheduler.
            var (doomed, other) = (leaver, survivor);
            kills.Add(
                await InterruptedAsync(cluster, connection, sweeps, doomed, other, "killed", () => doomed.Process.KillAsync(),
                    MostAfterKill));
            (leaver, survivor) = (other, await cluster.CoordinateReadyAsync());
        }
        output.WriteLine(
            $"killed coordinator: the last sweep answers after {Text(kills.Order().ElementAt(Kills / 2))} (median of {Kills})");
        var left =
            await InterruptedAsync(cluster, connection, sweeps, leaver, survivor, "left", () => leaver.Process.SignalAsync("TERM"),
                MostAfterLeave);
        output.WriteLine($"coordinator that leaves: the last sweep answers after {Text(left)}");
        (await leaver.Process.EndAsync()).ExitCode.ShouldBe(0);
    }

    // Asks all sweeps again and again while a coordinator goes, and measures how long each went unanswered.
    private async Task<TimeSpan> InterruptedAsync(
        ProcessCluster cluster, string connection, IReadOnlyList<string> sweeps, CoordinatorProcess goes, CoordinatorProcess stays,
            string how, Func<Task> go,
        TimeSpan most)
    {
        using var over = new CancellationTokenSource();
        var moved = new List<string>();
        foreach (var sweep in sweeps)
        {
            await using var journal = new SweepJournal(connection, sweep);
            await journal.ReadAsync();
            if (journal.Owner == goes.Address)
            {
                moved.Add(sweep);
            }
        }
        var since = Stopwatch.GetTimestamp();
        var clock = Stopwatch.StartNew();
        var watches = sweeps.ToDictionary(sweep => sweep, sweep => GapAsync(cluster, stays, sweep, clock, over.Token));
        await ProcessCluster.UntilAsync("each sweep has answered", () => Task.FromResult(clock.Elapsed > Quiet));
        var at = clock.Elapsed;
        await go();
        await ProcessCluster.UntilAsync("it is over", () => Task.FromResult(goes.Process.HasEnded));

        // Each sweep that moved has a new owner, and then all have answered once more.
        foreach (var sweep in moved)
        {
            await using var journal = new SweepJournal(connection, sweep);
            await journal.UntilAsync($"{sweep} has moved", _ => journal.Events.OfType<OwnerClaimed>().Any()
                && journal.Owner != goes.Address);
        }
        await ProcessCluster.UntilAsync("some time has passed", () => Task.FromResult(clock.Elapsed > at + most / 10));
        await cluster.ReadyAsync(stays);
        await over.CancelAsync();
        var gaps = new Dictionary<string, TimeSpan>();
        foreach (var (sweep, watch) in watches)
        {
            gaps[sweep] = await watch;
        }
        var (those, others) =
            (gaps.Where(g => moved.Contains(g.Key)).Select(g => g.Value).ToArray(), gaps.Where(g => !moved.Contains(g.Key))
                .Select(g => g.Value).ToArray());
        output.WriteLine(
            $"{how} after {Stopwatch.GetElapsedTime(since).TotalSeconds:0} s: {those.Length} sweeps moved, unanswered for "
                + $"{Text(those.DefaultIfEmpty().Max())} at most; "
            + $"{others.Length} stayed, unanswered for {Text(others.DefaultIfEmpty().Max())} at most");
        gaps.Values.Max().ShouldBeLessThan(most + OneTry);
        return gaps.Values.Max();
    }

    // A command that changes nothing: there is no pause to end.
    private static async Task<TimeSpan> GapAsync(ProcessCluster cluster, CoordinatorProcess asked, string sweep, Stopwatch clock,
        CancellationToken over)
    {
        var (last, longest) = (clock.Elapsed, TimeSpan.Zero);
        while (!over.IsCancellationRequested)
        {
            using var limit = new CancellationTokenSource(OneTry);
            using var body = new StringContent("""{"by":"a test"}""", System.Text.Encoding.UTF8, "application/json");
            try
            {
                using var answer = await cluster.Client.PostAsync(new Uri(asked.Api, $"v1/sweeps/{sweep}/resume"), body, limit.Token);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    (longest, last) = (longest > clock.Elapsed - last ? longest : clock.Elapsed - last, clock.Elapsed);
                }
                await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                // Not this time.
            }
        }
        return longest > clock.Elapsed - last ? longest : clock.Elapsed - last;
    }

    private static string Text(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
