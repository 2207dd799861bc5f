using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Sweeps;
using Xunit.Abstractions;

namespace Orchestrator.Coordinator.Tests.Network;

/// <summary>Whatever the network does to messages, sweeps end with the table that they would have had.</summary>
public sealed class LostMessageTests(ITestOutputHelper output)
{
    private static readonly SweepDefinition Plain = Definition("random"),
        Pruned = Definition("random", new PruningDefinition("median", StartUpTrials: 2));

    public static TheoryData<int, bool> Seeds => new() { { 1, false }, { 2, false }, { 3, false }, { 4, true }, { 5, true }, { 6, true } };

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Messages_that_are_lost_late_or_doubled_change_no_table(int seed, bool withKills)
    {
        (SweepId Id, SweepDefinition Definition)[] sweeps = [(new("plain-1"), Plain), (new("pruned-1"), Pruned)];
        await using var cluster = new TestCluster(seed);
        foreach (var (id, definition) in sweeps)
        {
            await cluster.BeginAsync(id, definition);
        }
        if (withKills)
        {
            await KillAsync(cluster, sweeps[0].Id, seed);
        }
        foreach (var (id, definition) in sweeps)
        {
            var state = await cluster.EndAsync(id);
            await using var undisturbed = new CoordinatorHarness();
            Table.Of(state).ShouldBe(Table.Of(await undisturbed.RunToEndAsync(definition)), id.Value);
            CheckAttempts(await cluster.EventsAsync(id));
        }
        cluster.Network.Calm();
        await AwaitIdleAsync(cluster);
        cluster.Stopped.ShouldBeEmpty();
        output.WriteLine(string.Join(' ', cluster.Network.Dropped.Select(type => type.Name).Order()));
    }

    private static async Task KillAsync(TestCluster cluster, SweepId sweep, int seed)
    {
        var random = new Random(seed);
        for (var kill = 0; kill < 4; kill++)
        {
            await Task.Delay(random.Next(300, 900));
            if (random.NextDouble() < .5)
            {
                cluster.Kill(sweep);
            }
            else
            {
                cluster.KillScheduler();
            }
        }
    }

    // Every attempt ends at most once, and every fold is completed at most once.
    private static void CheckAttempts(IReadOnlyList<SweepEvent> events)
    {
        events.OfType<AttemptStarted>().Select(e => e.Attempt).ShouldBeUnique();
        events.OfType<AttemptCompleted>().Select(e => e.Attempt).Concat(events.OfType<AttemptFailed>().Select(e => e.Attempt))
            .ShouldBeUnique();
        events.OfType<AttemptCompleted>().Select(e => e.Attempt.Fold).ShouldBeUnique();
    }

    private static async Task AwaitIdleAsync(TestCluster cluster)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await cluster.NodesAsync()) is var nodes && (nodes.Count < 3 || nodes.Any(node => node.Busy > 0)))
        {
            limit.IsCancellationRequested.ShouldBeFalse($"a slot has leaked: {string.Join(", ", nodes)}");
            await Task.Delay(TestCluster.Lease / 4);
        }
    }

    private static SweepDefinition Definition(string algorithm, PruningDefinition? pruning = null) =>
        Sample.Definition(trials: 8, parallel: 3, retries: 1000) with { Search = new SearchDefinition(algorithm, 8, 3, pruning) };
}
