using Akka.Actor;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Coordinator.Tests.Scripted;

namespace Orchestrator.Coordinator.Tests.Sweeps;

public sealed class SchedulerFailureTests
{
    [Fact]
    public async Task Sweeps_whose_scheduler_fails_say_so_and_go_on_when_they_are_recovered()
    {
        var definition = Sample.Definition(trials: 3);
        await using var undisturbed = new CoordinatorHarness();
        var expected = Table.Of(await undisturbed.RunToEndAsync(definition));

        await using var harness = new CoordinatorHarness();
        var script = new Script { Holds = a => a.Fold is { Trial: 1, Fold: 1 } };
        await harness.BuildAsync(script);
        harness.Plan(definition);
        await script.Holding.Task;
        harness.Scheduler.Tell(new SlotsWanted(null!), ActorRefs.NoSender);
        (await harness.Observer.Stopped.WaitAsync(CoordinatorHarness.WaitLimit)).ShouldBe("The scheduler failed; the log tells why.");
        Table.Of(await harness.RecoverToEndAsync()).ShouldBe(expected);
    }

    [Fact]
    public async Task A_sweep_that_begins_after_its_scheduler_failed_does_not_wait_for_ever()
    {
        await using var harness = new CoordinatorHarness();
        await harness.BuildAsync(new Script());
        var inbox = Inbox.Create(harness.System);
        inbox.Watch(harness.Scheduler);
        harness.Scheduler.Tell(new SlotsWanted(null!), ActorRefs.NoSender);
        (await inbox.ReceiveAsync(CoordinatorHarness.WaitLimit)).ShouldBeOfType<Terminated>();
        harness.Plan(Sample.Definition());
        (await harness.Observer.Stopped.WaitAsync(CoordinatorHarness.WaitLimit)).ShouldBe("The scheduler failed; the log tells why.");
    }
}
