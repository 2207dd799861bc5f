using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.GpuNode.Tests.Scripted;

namespace Orchestrator.GpuNode.Tests;

public sealed class NodeActorTests : TestKit
{
    private readonly ScriptedLauncher launcher = new();
    private readonly TestProbe sweep;
    private readonly IActorRef node;

    public NodeActorTests() : base("akka { loglevel = OFF, stdout-loglevel = OFF }")
    {
        sweep = CreateTestProbe("sweep");
        var coordinator = sweep.Ref;
        node = Sys.ActorOf(
            Props.Create(() =>
                new NodeActor(new NodeJoined("here", "first", new[] { Sample.Slot }.ToEquatableList()), launcher, coordinator, null)),
                    "node");
        sweep.ExpectMsg<NodeJoined>(Sample.WaitLimit).Slots.ShouldHaveSingleItem().ShouldBe(Sample.Slot);
    }

    [Fact]
    public async Task Reports_reach_whoever_asked_and_the_worker_serves_the_next_fold()
    {
        Order(Sample.Run(1));
        var worker = await launcher.NextAsync();
        (await worker.HearsAsync<RunFold>()).Assignment.Attempt.ShouldBe(Sample.Attempt(1));
        worker.Says(Sample.Completed(1));
        (await HearAsync<FoldCompleted>()).Result.Score.ShouldBe(0.5);

        Order(Sample.Run(2));
        (await worker.HearsAsync<RunFold>()).Assignment.Attempt.ShouldBe(Sample.Attempt(2));
        launcher.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_worker_that_dies_is_a_crash_with_its_last_words_and_is_replaced()
    {
        Order(Sample.Run(1));
        var worker = await launcher.NextAsync();
        await worker.HearsAsync<RunFold>();
        worker.Dies("Worker process 7 was killed (SIGKILL).");
        var failed = await HearAsync<FoldFailed>();
        failed.Kind.ShouldBe(FailureKind.Crashed);
        failed.Reason.ShouldBe("Worker process 7 was killed (SIGKILL).");

        Order(Sample.Run(2));
        await (await launcher.NextAsync()).HearsAsync<RunFold>();
        worker.Disposed.ShouldBeTrue();
    }

    [Fact]
    public async Task An_idle_worker_may_die_unnoticed()
    {
        Order(Sample.Run(1));
        var worker = await launcher.NextAsync();
        await worker.HearsAsync<RunFold>();
        worker.Says(Sample.Completed(1));
        await HearAsync<FoldCompleted>();
        worker.Dies("Idle death.");
        await worker.Ending.WaitAsync(Sample.WaitLimit); // its slot has noticed
        Order(Sample.Run(2));
        await (await launcher.NextAsync()).HearsAsync<RunFold>();
        sweep.HasMessages.ShouldBeFalse();
    }

    [Fact]
    public async Task A_stop_reaches_the_attempt_it_names_and_no_other()
    {
        Order(Sample.Run(2));
        var worker = await launcher.NextAsync();
        await worker.HearsAsync<RunFold>();
        Order(new StopFold(Sample.Slot.Id, Sample.Sweep, Sample.Attempt(1)));
        Order(new StopFold(Sample.Slot.Id, Sample.Sweep, Sample.Attempt(2)));
        (await worker.HearsAsync<StopFold>()).Attempt.ShouldBe(Sample.Attempt(2));
    }

    [Fact]
    public async Task A_node_that_is_drained_says_so_at_once_and_to_whoever_asks_later()
    {
        Order(new StartDraining());
        (await HearAsync<NodeJoined>()).Draining.ShouldBeTrue();
        Order(new QueryNodeState());
        (await HearAsync<NodeJoined>()).Draining.ShouldBeTrue();
    }

    [Fact]
    public async Task A_newer_lease_supersedes_the_older_one()
    {
        Order(Sample.Run(1));
        var worker = await launcher.NextAsync();
        await worker.HearsAsync<RunFold>();
        Order(Sample.Run(2));
        (await worker.HearsAsync<StopFold>()).Attempt.ShouldBe(Sample.Attempt(1));
        worker.Says(Sample.Interrupted(1));
        (await worker.HearsAsync<RunFold>()).Assignment.Attempt.ShouldBe(Sample.Attempt(2));
        (await HearAsync<FoldFailed>()).Attempt.ShouldBe(Sample.Attempt(1));
    }

    [Fact]
    public async Task A_worker_that_cannot_be_started_fails_the_attempt_and_the_slot_takes_the_next()
    {
        launcher.Failure = new System.ComponentModel.Win32Exception(11); // EAGAIN: too many processes
        Order(Sample.Run(1));
        var failed = await HearAsync<FoldFailed>();
        (failed.Attempt, failed.Kind).ShouldBe((Sample.Attempt(1), FailureKind.Crashed)); // which counts against the node
        failed.Reason.ShouldBe("No worker process could be started: Resource temporarily unavailable.");
        Order(new QueryNodeState());
        (await HearAsync<NodeJoined>()).Leases.ShouldBeEmpty();

        Order(Sample.Run(2));
        await (await launcher.NextAsync()).HearsAsync<RunFold>();
    }

    [Fact]
    public async Task Orders_for_a_slot_of_an_earlier_life_disturb_nobody()
    {
        Order(Sample.Run(1));
        var worker = await launcher.NextAsync();
        await worker.HearsAsync<RunFold>();
        var gone = new SlotId("here", 7);
        Order(new StopFold(gone, Sample.Sweep, Sample.Attempt(1)));
        Order(Sample.Run(3) with { Slot = gone });
        var refused = await HearAsync<FoldFailed>();
        (refused.Attempt, refused.Kind).ShouldBe((Sample.Attempt(3), FailureKind.Interrupted));
        worker.Says(Sample.Completed(1));
        await HearAsync<FoldCompleted>(); // its worker lives
        worker.Disposed.ShouldBeFalse();
    }

    [Fact]
    public async Task A_node_that_fails_says_what_its_slots_had_in_hand_and_goes_on()
    {
        Order(Sample.Run(1));
        var worker = await launcher.NextAsync();
        await worker.HearsAsync<RunFold>();
        Order(new RunFold(new SlotId("here", 7), null!)); // it cannot even be refused
        var failed = await HearAsync<FoldFailed>();
        (failed.Attempt, failed.Kind).ShouldBe((Sample.Attempt(1), FailureKind.Crashed));
        await worker.Ending.WaitAsync(Sample.WaitLimit);
        await HearAsync<NodeJoined>();
        Order(Sample.Run(2));
        await (await launcher.NextAsync()).HearsAsync<RunFold>();
    }

    [Fact]
    public async Task A_slot_that_fails_says_what_it_had_in_hand_and_goes_on()
    {
        Order(Sample.Run(1));
        var worker = await launcher.NextAsync();
        await worker.HearsAsync<RunFold>();
        worker.Failure = new InvalidOperationException("The pipe is bent.");
        Order(new StopFold(Sample.Slot.Id, Sample.Sweep, Sample.Attempt(1)));
        var failed = await HearAsync<FoldFailed>();
        (failed.Attempt, failed.Kind, failed.Reason)
            .ShouldBe((Sample.Attempt(1), FailureKind.Crashed, "Its slot failed: The pipe is bent."));
        await worker.Ending.WaitAsync(Sample.WaitLimit);
        Order(new QueryNodeState());
        (await HearAsync<NodeJoined>()).Leases.ShouldBeEmpty();

        Order(Sample.Run(2));
        await (await launcher.NextAsync()).HearsAsync<RunFold>();
    }

    [Fact]
    public async Task What_a_worker_printed_comes_before_the_end_of_its_attempt()
    {
        Order(Sample.Run(1));
        var worker = await launcher.NextAsync();
        await worker.HearsAsync<RunFold>();
        for (var line = 1; line <= 40; line++)
        {
            worker.Log.Append($"line {line}");
        }

        worker.Dies("Worker process 7 was killed (SIGKILL).");
        var printed = new List<string>();
        object message;
        while ((message = await sweep.ReceiveOneAsync(Sample.WaitLimit)) is FoldLogged logged)
        {
            logged.Attempt.ShouldBe(Sample.Attempt(1));
            printed.AddRange(logged.Lines.Select(line => line.Text));
        }

        message.ShouldBeOfType<FoldFailed>();
        printed.ShouldBe(Enumerable.Range(1, 40).Select(line => $"line {line}"));
    }

    [Fact]
    public async Task Last_words_that_come_behind_the_end_are_the_same_attempts()
    {
        Order(Sample.Run(1));
        var worker = await launcher.NextAsync();
        await worker.HearsAsync<RunFold>();
        worker.Says(Sample.Completed(1));
        await HearAsync<FoldCompleted>();
        worker.Log.Append("a warning that was on its way");
        (await HearAsync<FoldLogged>()).Attempt.ShouldBe(Sample.Attempt(1)); // within a second
        worker.Log.Append("and another");
        Order(Sample.Run(2));
        (await HearAsync<FoldLogged>()).Attempt.ShouldBe(Sample.Attempt(1));
        worker.Log.Append("of the second");
        (await HearAsync<FoldLogged>()).Attempt.ShouldBe(Sample.Attempt(2));
    }

    private void Order(object message) => node.Tell(message, sweep.Ref);

    private async Task<T> HearAsync<T>() => (await sweep.ReceiveOneAsync(Sample.WaitLimit)).ShouldBeOfType<T>();
}
