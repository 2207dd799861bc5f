using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Sweeps;

public sealed class PauseTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pause_changes_nothing_in_the_table_not_even_over_the_death_of_the_coordinator(bool stopRunning)
    {
        await using var undisturbed = new CoordinatorHarness();
        var definition = Sample.Definition(trials: 4);
        var expected = Table.Of(await undisturbed.RunToEndAsync(definition));

        await using var harness = new CoordinatorHarness();
        var script = new Script { Holds = a => a.Fold is { Trial: 1, Fold: 1 } && a.Attempt == 1 };
        await harness.BuildAsync(script);
        harness.Plan(definition);
        await script.Holding.Task;
        harness.Tell(new PauseSweepRequest(harness.Sweep, "anna on head", "night", stopRunning));
        await harness.HappensAsync(e => e is SweepPaused);
        if (stopRunning)
        {
            (await harness.HappensAsync(e => e is AttemptFailed)).ShouldBeOfType<AttemptFailed>().Kind.ShouldBe(FailureKind.Interrupted);
        }

        await harness.TearDownAsync();

        var heir = new Script();
        await harness.BuildAsync(heir);
        harness.Recover();
        await harness.HappensAsync(e => e is SweepResumed);
        harness.Tell(new ContinueSweepRequest(harness.Sweep, "anna on head", null));
        Table.Of(await harness.EndAsync()).ShouldBe(expected);
        var events = await harness.EventsAsync();
        var (paused, continued) = (events.ToList().FindIndex(e => e is SweepPaused), events.ToList().FindIndex(e => e is SweepContinued));
        events.Skip(paused).Take(continued - paused).OfType<AttemptStarted>().ShouldBeEmpty();
        events[paused].ShouldBeOfType<SweepPaused>().Reason.ShouldBe("night");
    }
}
