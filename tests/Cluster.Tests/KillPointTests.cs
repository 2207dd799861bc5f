using Orchestrator.Cluster.Tests.Scripted;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Sweeps;

namespace Orchestrator.Cluster.Tests;

/// <summary>
/// A message is handled in steps: its measurements are stored, its events are, what follows is sent, and it is acknowledged. A coordinator
/// that dies between any two of them must leave nothing lost and nothing counted twice to the next one.
/// </summary>
public sealed class KillPointTests : IAsyncLifetime
{
    private IReadOnlyList<string> expected = [];

    public async Task InitializeAsync() => expected = await TestCluster.UndisturbedAsync(6);

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("measurements", 5)]
    [InlineData("owner-claimed/1", 1)]
    [InlineData("trial-suggested/1", 3)]
    [InlineData("attempt-started/1", 5)]
    [InlineData("attempt-completed/1", 5)]
    [InlineData("trial-completed/1", 3)]
    [InlineData("refit-planned/1", 1)]
    [InlineData("sweep-completed/1", 1)]
    [InlineData("run-fold/2", 5)]
    [InlineData(nameof(FoldCompleted), 5)]
    [InlineData(nameof(EpochMeasured), 5)]
    [InlineData("reports-acknowledged/1", 5)]
    public async Task A_coordinator_may_die_before_and_after_each_step(string step, int occurrence)
    {
        foreach (var afterwards in new[] { false, true })
        {
            await using var place = await TestCluster.CreateAsync();
            using var sabotage = new FaultInjector(step, afterwards, occurrence);
            var coordinator = place.Coordinate(sabotage);
            place.Join("first", 2, new ScriptedLauncher());
            place.Join("second", 2, new ScriptedLauncher());
            coordinator.Tell(TestCluster.Begin(6));
            await place.ReachedAsync(sabotage);
            await place.KillAsync(coordinator);
            var successor = place.Coordinate();
            successor.Tell(TestCluster.Begin(6)); // whoever submitted it was not answered, perhaps, and asks again
            Sample.Table(await place.EndInJournalAsync()).ShouldBe(expected, $"killed {(afterwards ? "after" : "before")} {step}");

            var completed = (await place.EventsAsync()).OfType<AttemptCompleted>().ToArray();
            completed.Select(e => e.Attempt.Fold).ShouldBeUnique();
            completed.Length.ShouldBe(6 * 3 + 1);
            var measured = (await place.Journal.Sweeps.MeasurementsAsync(Sample.Sweep))
                .Select(row => (Attempt: new AttemptId(new FoldId(row.Trial, row.Fold), row.Attempt), row.Epoch)).ToArray();
            measured.ShouldBeUnique();
            foreach (var e in completed)
            {
                measured.Where(m => m.Attempt == e.Attempt).Select(m => m.Epoch).ShouldBe(Enumerable.Range(1, e.Result.Epochs));
            }
        }
    }
}
