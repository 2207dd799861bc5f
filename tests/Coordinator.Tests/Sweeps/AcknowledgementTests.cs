using Akka.Actor;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.Tests.Sweeps;

/// <summary>What others rely on is said when it is durable, and not before.</summary>
public sealed class AcknowledgementTests : IAsyncLifetime
{
    private readonly CoordinatorHarness harness = new();
    private Inbox node = null!;

    public async Task InitializeAsync()
    {
        await harness.BuildAsync(script: null);
        node = Inbox.Create(harness.System);
    }

    public async Task DisposeAsync() => await harness.DisposeAsync();

    [Fact]
    public async Task Reports_are_acknowledged_behind_the_commit()
    {
        Say(new NodeJoined("scripted", "first", [new SlotDescription(new SlotId("scripted", 0), "cpu", 1)]));
        harness.Plan(Sample.Definition());
        var run = await HearAsync<RunFold>();
        var held = Hold();
        Say(new WorkerReports(harness.Sweep, "scripted", "first", 4, [.. Script.Play(run.Assignment)]));
        await harness.Faults.Holding.Task.WaitAsync(CoordinatorHarness.WaitLimit);
        await CheckNothingElseIsSaidAsync();
        held.SetResult();
        await HearAsync<SweepChanged>();
        (await HearAsync<ReportsAcknowledged>()).Sequence.ShouldBe(4);
        (await harness.EventsAsync()).ShouldContain(e => e is AttemptCompleted);
        (await harness.Journal.Sweeps.MeasurementsAsync(harness.Sweep)).Count.ShouldBe(3);

        Say(new WorkerReports(harness.Sweep, "scripted", "first", 4, [.. Script.Play(run.Assignment)])); // the acknowledgement got lost
        while (await node.ReceiveAsync(CoordinatorHarness.WaitLimit) is var said && said is not ReportsAcknowledged { Sequence: 4 })
        {
            said.ShouldNotBeOfType<Status.Failure>();
        }
        (await harness.EventsAsync()).OfType<ResultRejected>().ShouldBeEmpty("it was known");
    }

    [Fact]
    public async Task Commands_are_answered_behind_the_commit()
    {
        var held = Hold();
        Say(new BeginSweep(harness.Sweep, Sample.Definition(), "fingerprint"));
        await harness.Faults.Holding.Task.WaitAsync(CoordinatorHarness.WaitLimit);
        await CheckNothingElseIsSaidAsync();
        held.SetResult();
        await HearAsync<SweepChanged>();
        (await HearAsync<CommandHandled>()).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task Orders_go_out_behind_the_commit()
    {
        var held = Hold();
        harness.Faults.Holds = events => events.Any(e => e is AttemptStarted);
        Say(new NodeJoined("scripted", "first", [new SlotDescription(new SlotId("scripted", 0), "cpu", 1)]));
        harness.Plan(Sample.Definition());
        await harness.Faults.Holding.Task.WaitAsync(CoordinatorHarness.WaitLimit);
        await CheckNothingElseIsSaidAsync();
        held.SetResult();
        await HearAsync<SweepChanged>();
        await HearAsync<RunFold>();
    }

    [Fact]
    public async Task A_slot_that_serves_one_fold_is_not_taken_for_another()
    {
        Say(new NodeJoined("scripted", "first", [new SlotDescription(new SlotId("scripted", 0), "cpu", 1)]));
        harness.Plan(Sample.Definition());
        var run = await HearAsync<RunFold>();
        var other = run.Assignment.Attempt.Fold with { Fold = 1 };
        // by a scheduler that thinks that the first is over
        Say(new SlotGranted(new Assignment(run.Slot, harness.Sweep, other), node.Receiver));
        await CheckNothingElseIsSaidAsync();
        (await harness.EventsAsync()).OfType<AttemptStarted>().ShouldHaveSingleItem();
    }

    // The sweep answers each subscription at once. Whatever it had said before would have come before the second answer.
    private async Task CheckNothingElseIsSaidAsync()
    {
        for (var time = 0; time < 2; time++)
        {
            Say(new SubscribeSweep(harness.Sweep, node.Receiver));
            await HearAsync<SweepChanged>();
        }
    }

    private TaskCompletionSource Hold()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        harness.Faults.Hold = held.Task;
        return held;
    }

    private void Say(object message) => harness.Coordinator.Tell(message, node.Receiver);

    // A sweep that has stopped would say nothing any more.
    private async Task<T> HearAsync<T>()
    {
        var message = node.ReceiveAsync(CoordinatorHarness.WaitLimit);
        if (await Task.WhenAny(message, harness.Observer.Stopped) == harness.Observer.Stopped)
        {
            throw new InvalidOperationException(await harness.Observer.Stopped);
        }
        return (await message).ShouldBeOfType<T>();
    }
}
