using Akka.Actor;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Sweeps;

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

    [Fact]
    public async Task Who_asks_in_the_moment_in_which_the_actor_goes_is_answered()
    {
        await using var harness = new CoordinatorHarness();
        await harness.BuildAsync(new Script());
        var inbox = Inbox.Create(harness.System);
        // Before the actor says that it may go: what it is told stands in front of the order to stop.
        harness.Observer.Meanwhile = state =>
        {
            if (state.Ended)
            {
                harness.Observer.Meanwhile = null;
                harness.Coordinator.Tell(new CancelSweepRequest(harness.Sweep, "late"), inbox.Receiver);
            }
        };
        harness.Plan(Sample.Definition(trials: 2));
        (await inbox.ReceiveAsync(CoordinatorHarness.WaitLimit)).ShouldBeOfType<CommandHandled>().Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task A_sweep_that_is_extended_in_the_moment_in_which_its_actor_goes_goes_on()
    {
        await using var harness = new CoordinatorHarness();
        await harness.BuildAsync(new Script());
        var (inbox, second) = (Inbox.Create(harness.System), new TaskCompletionSource<SweepState>());
        harness.Observer.Meanwhile = state =>
        {
            if (state.Ended && state.Trials.Count == 2)
            {
                harness.Coordinator.Tell(new ExtendSweepRequest(harness.Sweep, 3, "anna"), inbox.Receiver);
            }
            else if (state.Ended)
            {
                second.TrySetResult(state);
            }
        };
        harness.Plan(Sample.Definition(trials: 2));
        (await inbox.ReceiveAsync(CoordinatorHarness.WaitLimit)).ShouldBeOfType<CommandHandled>().Refusal.ShouldBeNull();
        (await second.Task.WaitAsync(CoordinatorHarness.WaitLimit)).Trials.Count.ShouldBe(3);
    }
}
