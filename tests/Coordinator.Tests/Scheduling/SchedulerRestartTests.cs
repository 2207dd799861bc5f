using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Shared;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.Tests.Scheduling;

/// <summary>A scheduler of a cluster that begins anew knows nothing, and is told all again.</summary>
public sealed class SchedulerRestartTests : TestKit
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);
    private static readonly SweepId Mine = new("mine-1"), Other = new("other-1");
    private static readonly SlotId Slot = new("a", 0);
    private readonly TestProbe sweeps;
    private readonly TestProbe node;
    private readonly IActorRef scheduler;

    public SchedulerRestartTests() : base(VirtualClock.Hocon)
    {
        (sweeps, node) = (CreateTestProbe("sweeps"), CreateTestProbe("node"));
        var options = new SchedulingOptions
        {
            Lease = Lease,
            Time = new VirtualClock(Clock),
            OpenSweeps = () =>
                Task.FromResult<IReadOnlyList<SweepId>>([Mine, Other]),
            ObstacleDelay = TimeSpan.FromDays(1),
        };
        var region = sweeps.Ref;
        scheduler = Sys.ActorOf(Props.Create(() => new SchedulerActor(region, options)), "scheduler");
        ExpectQuestions();
    }

    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    private static Assignment Held => new(Slot, Mine, new FoldId(3, 1));

    [Fact]
    public void One_that_fails_begins_anew_and_gives_nothing_away_twice()
    {
        Say(Offer());
        Say(Want(Mine));
        var granted = sweeps.ExpectMsg<SlotGranted>();
        scheduler.Tell(new SlotsWanted(null!));
        ExpectQuestions();
        Say(Want(Other)); // which waits, and comes first
        Say(new SlotsHeld(Mine, [granted.Lease], []));
        Say(Offer());
        sweeps.ExpectMsg<SlotGranted>().ShouldBe(granted, "its sweep may know the node by another address");
        Settle();
        sweeps.HasMessages.ShouldBeFalse();
        Say(new SlotReleased(granted.Lease));
        sweeps.ExpectMsg<SlotGranted>().Sweep.ShouldBe(Other);
    }

    [Fact]
    public void The_node_alone_may_say_what_is_held()
    {
        Say(Want(Other));
        Say(Offer() with { Leases = [new HeldLease(Slot, Mine, new AttemptId(Held.Fold, 1))] });
        sweeps.ExpectMsg<SlotGranted>().Lease.ShouldBe(Held, "its sweep is told of the node");
        Settle();
        sweeps.HasMessages.ShouldBeFalse();
    }

    [Fact]
    public void A_sweep_that_does_not_know_the_node_of_a_lease_is_told_when_it_comes_forward()
    {
        Say(new SlotsHeld(Mine, [], [Held]));
        Say(Offer());
        sweeps.ExpectMsg<SlotGranted>().ShouldBe(new SlotGranted(Held, node.Ref));
    }

    [Fact]
    public void A_node_that_does_not_come_forward_within_a_lease_is_lost()
    {
        Say(new SlotsHeld(Mine, [], [Held]));
        Settle();
        Clock.Advance(Lease);
        Settle();
        sweeps.HasMessages.ShouldBeFalse();
        for (var time = 0; time < 2; time++)
        {
            Settle();
            Clock.Advance(Lease / 4);
        }
        var lost = sweeps.FishForMessage<SlotLost>(_ => true);
        (lost.Lease, lost.Kind).ShouldBe((Held, FailureKind.Interrupted));
        lost.Reason.ShouldContain("The scheduler changed, and node 'a' has not come forward since.");
    }

    [Fact]
    public void A_sweep_that_is_silent_is_asked_so_that_nothing_stays_behind_when_its_farewell_got_lost()
    {
        Say(Offer());
        Say(Want(Mine));
        var granted = sweeps.ExpectMsg<SlotGranted>();
        for (var time = 0; time < 5; time++)
        {
            Say(new NodeHeartbeat("a", "first"));
            Settle();
            Clock.Advance(Lease / 4);
        }
        sweeps.ExpectMsg<QueryDemand>().Sweep.ShouldBe(Mine);
        Say(new SlotsHeld(Mine, [], []));
        sweeps.FishForMessage<SlotGranted>(_ => true).Lease.ShouldBe(granted.Lease, "if it has no use for it, it gives it back");
    }

    [Fact]
    public void An_offer_that_got_lost_is_asked_for()
    {
        Say(Offer() with { Revision = 1 });
        node.ExpectMsg<HeartbeatAcknowledged>();
        Say(new NodeHeartbeat("a", "first", 1));
        node.ExpectMsg<HeartbeatAcknowledged>();
        Say(new NodeHeartbeat("a", "first", 2));
        node.ExpectMsg<QueryNodeState>();
    }

    private static NodeJoined Offer() => new("a", "first", [new SlotDescription(Slot, "cpu", 1)]);

    private static SlotsWanted Want(SweepId sweep) =>
        new(new SweepDemand(sweep, new ResourcesDefinition(), "data", [new FoldDemand(new FoldId(0, 0), [])]));

    private void Say(object message) => scheduler.Tell(message, node.Ref);

    private void ExpectQuestions() =>
        new[] { sweeps.ExpectMsg<QueryDemand>().Sweep, sweeps.ExpectMsg<QueryDemand>().Sweep }.ShouldBe([Mine, Other]);

    // What was said before is heard by then.
    private void Settle()
    {
        var asker = CreateTestProbe();
        scheduler.Tell(new DescribeNodes(), asker.Ref);
        asker.ExpectMsg<NodesDescribed>();
    }
}
