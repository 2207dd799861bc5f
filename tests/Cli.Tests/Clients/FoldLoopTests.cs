using System.Collections.Concurrent;
using Orchestrator.Client;
using Orchestrator.Client.External;
using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Cli.Tests.Clients;

/// <summary>The training loop for .NET, against the real program.</summary>
public sealed class FoldLoopTests : IDisposable
{
    private const string Sweep = """
        name: loop
        seed: 2
        model: { external: { lease: 5 } }
        search: { algorithm: random, trials: 6, parallel: 2, pruner: { name: threshold, limit: 3 } }
        space:
          x: { type: float, low: -2, high: 2 }
          depth: { type: int, low: 1, high: 8 }
          kind: { type: categorical, choices: [a, b] }
        cross_validation: { folds: 2 }
        objective: { metric: loss, direction: minimize }
        stopping: { epochs: 3 }
        resources: { retries: 1 }
        """;

    private readonly AskTellFixture workshop = new();

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task It_trains_what_there_is_and_tells_of_failures_and_prunings()
    {
        var run = await workshop.RunAsync(workshop.Write("loop.yaml", Sweep), "loop");
        using var client = new OrchestratorClient(new Uri(workshop.Server));
        var (stopped, failed, released) = (new ConcurrentQueue<string>(), 0, 0);
        using var enough = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(new FoldLoop(client, new SweepId("loop-1"), "first").RunAsync(
            async (fold, stop) =>
            {
                released++;
                await enough.CancelAsync();
                stop.ThrowIfCancellationRequested();
                return new Dictionary<string, double>();
            }, enough.Token));

        var counted = await new FoldLoop(client, new SweepId("loop-1"), "second").RunAsync(async (fold, stop) =>
        {
            var (trial, x) = (fold.Given.Trial, fold.Given.Parameters["x"].Number);
            if (trial == 1 && fold.Given.Fold == 0 && Interlocked.Increment(ref failed) == 1)
            {
                throw new InvalidOperationException("no luck");
            }

            if (!await fold.ReportAsync(1, new Dictionary<string, double> { ["loss"] = trial == 2 ? 4 : x * x / 2 }))
            {
                stopped.Enqueue(fold.StopReason!);
                stop.ThrowIfCancellationRequested();
            }

            return new Dictionary<string, double> { ["loss"] = x * x / 4 };
        });
        (await run.EndAsync()).ExitCode.ShouldBe(0);
        (counted, failed, released, stopped.Count).ShouldBe((10, 2, 1, 1));
        stopped.ShouldHaveSingleItem().ShouldContain("4");
        var table = await workshop.TableAsync("loop");
        table.Count(row => row.Contains(",completed,", StringComparison.Ordinal)).ShouldBe(5, string.Join('\n', table));
        table[3].ShouldContain("pruned");
    }
}
