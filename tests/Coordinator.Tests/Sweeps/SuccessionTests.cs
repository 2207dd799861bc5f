using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Sweeps;

public sealed class SuccessionTests
{
    [Fact]
    public async Task A_coordinator_that_was_succeeded_journals_nothing_more()
    {
        var definition = Sample.Definition(trials: 3);
        await using var undisturbed = new CoordinatorHarness();
        var expected = Table.Of(await undisturbed.RunToEndAsync(definition));

        await using var former = new CoordinatorHarness();
        await using var heir = new CoordinatorHarness(former);
        var script = new Script { Holds = a => a.Fold is { Trial: 1, Fold: 1 } };
        await former.BuildAsync(script);
        former.Plan(definition);
        var held = await script.Holding.Task;
        var heirs = new Script { Holds = a => a.Fold is { Trial: 2, Fold: 0 } };
        await heir.BuildAsync(heirs);
        heir.Recover();
        await heirs.Holding.Task; // the heir has claimed the sweep and is at work

        former.Tell(new WorkerReports(former.Sweep, "scripted", "first", 4, [.. Script.Play(script.Held[held])]));
        (await former.Observer.Stopped.WaitAsync(CoordinatorHarness.WaitLimit)).ShouldStartWith("The journal cannot be written");
        heir.Observer.Stopped.IsCompleted.ShouldBeFalse();
        Table.Of(await heir.RecoverToEndAsync()).ShouldBe(expected);

        var events = await heir.EventsAsync();
        events.OfType<OwnerClaimed>().Select(e => e.Epoch).ShouldBe([1, 2, 3]);
        events.OfType<AttemptCompleted>().ShouldNotContain(e => e.Attempt == held);
    }
}
