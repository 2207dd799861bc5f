using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Sweeps.Events;

namespace Orchestrator.Coordinator.Tests.Sweeping;

public sealed class PauseTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pause_changes_nothing_in_the_table_not_even_over_the_death_of_the_coordinator(bool stopRunning)
    {
        await using var undisturbed = new House();
        var definition = Sample.Definition(trials: 4);
        var expected = Table.Of(await undisturbed.RunToEndAsync(definition));

        await using var house = new House();
        var script = new Script { Holds = a => a.Fold is { Trial: 1, Fold: 1 } && a.Attempt == 1 };
        house.Build(script);
        house.Plan(definition);
        await script.Holding.Task;
        house.Tell(new PauseSweepRequest(house.Sweep, "anna on head", "night", stopRunning));
        await house.HappensAsync(e => e is SweepPaused);
        if (stopRunning) (await house.HappensAsync(e => e is AttemptFailed)).ShouldBeOfType<AttemptFailed>().Kind.ShouldBe(FailureKind.Interrupted);
        await house.TearDownAsync();

        var heir = new Script();
        house.Build(heir);
        house.TakeUp();
        await house.HappensAsync(e => e is SweepResumed);
        house.Tell(new ContinueSweepRequest(house.Sweep, "anna on head", null));
        Table.Of(await house.EndAsync()).ShouldBe(expected);
        var events = await house.EventsAsync();
        var (paused, continued) = (events.ToList().FindIndex(e => e is SweepPaused), events.ToList().FindIndex(e => e is SweepContinued));
        events.Skip(paused).Take(continued - paused).OfType<AttemptStarted>().ShouldBeEmpty();
        events[paused].ShouldBeOfType<SweepPaused>().Reason.ShouldBe("night");
    }
}
