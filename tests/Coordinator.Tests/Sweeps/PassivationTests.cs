using Akka.Actor;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Coordinator.Tests.Scripted;

namespace Orchestrator.Coordinator.Tests.Sweeps;

public sealed class PassivationTests
{
    [Fact]
    public async Task The_actor_of_a_sweep_that_has_ended_goes_and_whoever_asks_later_is_answered()
    {
        await using var harness = new CoordinatorHarness();
        var script = new Script { Holds = a => a.Fold is { Trial: 1, Fold: 0 } };
        await harness.BuildAsync(script);
        harness.Plan(Sample.Definition(trials: 2));
        await script.Holding.Task;
        var sweep = await harness.System.ActorSelection($"/user/coordinator/sweep-{harness.Sweep}")
            .ResolveOne(CoordinatorHarness.WaitLimit);
        var inbox = Inbox.Create(harness.System);
        inbox.Watch(sweep);
        harness.Tell(new CancelSweepRequest(harness.Sweep, "enough"));
        (await inbox.ReceiveAsync(CoordinatorHarness.WaitLimit)).ShouldBeOfType<Terminated>();

        // Each of these brings the actor back, and it goes again: some come while it does.
        for (var time = 0; time < 30; time++)
        {
            var answers = await Task.WhenAll(
                harness.AskAsync<CommandHandled>(new CancelSweepRequest(harness.Sweep, "again")),
                harness.AskAsync<CommandHandled>(new BeginSweep(harness.Sweep, Sample.Definition(), "fingerprint")));
            answers.Select(a => a.Refusal).ShouldBe([null, $"Sweep '{harness.Sweep}' exists already."]);
        }
        harness.Observer.Stopped.IsCompleted.ShouldBeFalse();
    }
}
