using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Shared;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.Tests.Scheduling;

/// <summary>Who is told what. Where things go is tested with <see cref="Placement"/>.</summary>
public sealed class SchedulerActorTests : TestKit
{
    private static readonly TimeSpan CoolDown = TimeSpan.FromMinutes(10);
    private readonly List<(string Node, string Text)> news = [];
    private readonly TestProbe sweeps;
    private readonly IActorRef scheduler;

    public SchedulerActorTests() : base(VirtualClock.Hocon)
    {
        sweeps = CreateTestProbe("sweeps");
        var options = new SchedulingOptions { CoolDown = CoolDown, News = (node, text) => news.Add((node, text)) };
        var region = sweeps.Ref;
        scheduler = Sys.ActorOf(Props.Create(() => new SchedulerActor(region, options)), "scheduler");
    }

    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void A_grant_names_the_fold_and_a_lost_slot_the_reason()
    {
        Want(0);
        var node = Join("a", "1");
        var granted = sweeps.ExpectMsg<SlotGranted>();
        granted.ShouldBe(new SlotGranted(new Assignment(new SlotId("a", 0), new SweepId("s"), new FoldId(0, 0)), node));
        Sys.Stop(node);
        sweeps.ExpectMsg<SlotLost>().ShouldBe(new SlotLost(granted.Lease, FailureKind.Crashed, "Node 'a' is gone."));
        Want(0);
        Join("a", "2");
        sweeps.ExpectMsg<SlotGranted>();
        Join("a", "3");
        sweeps.ExpectMsg<SlotLost>().Reason.ShouldBe("Node 'a' was started anew.");
    }

    [Fact]
    public void A_sweep_that_no_node_can_serve_is_told_why_and_when_one_can()
    {
        Want(0, new ResourcesDefinition(NodeLabels: [new("gpu", "a100")]));
        Nodes();
        sweeps.ExpectNoMsg(TimeSpan.Zero); // nodes may be about to join
        Wait();
        sweeps.ExpectMsg<SlotsUnavailable>().Reason.ShouldBe("no node is present");
        Join("a", "1");
        Wait();
        sweeps.ExpectMsg<SlotsUnavailable>().Reason.ShouldBe("no node has label gpu=a100");
        Join("b", "1", new NodeLabel("gpu", "a100"));
        sweeps.ExpectMsg<SlotGranted>().Slot.Node.ShouldBe("b");
        Wait();
        sweeps.ExpectMsg<SlotsUnavailable>().Reason.ShouldBeNull();
    }

    [Fact]
    public void A_drain_is_answered_when_the_node_itself_says_so()
    {
        var node = CreateTestProbe("a");
        scheduler.Tell(Offer("a", "1"), node.Ref);
        scheduler.Tell(new DrainNode("a"), TestActor);
        node.ExpectMsg<StartDraining>();
        Nodes()[0].Draining.ShouldBeTrue("it is given nothing more from now on");
        ExpectNoMsg(TimeSpan.Zero);
        scheduler.Tell(Offer("a", "1") with { Draining = true }, node.Ref);
        ExpectMsg<NodeDrains>().ShouldBe(new NodeDrains("a"));
        scheduler.Tell(new DrainNode("a"), TestActor); // it has said so
        ExpectMsg<NodeDrains>();
    }

    [Fact]
    public void An_excluded_node_is_news_is_shown_and_comes_back()
    {
        Join("a", "1", new NodeLabel("gpu", "a100"));
        Join("b", "1"); // of equals the first by name is chosen, and has the data from then on
        for (var trial = 0; news.Count == 0 && trial < 50; trial++)
        {
            Want(trial);
            var granted = sweeps.ExpectMsg<SlotGranted>();
            var outcome = granted.Slot.Node == "a" ? new SlotOutcome(FailureKind.Crashed, "Exit code 139.") : new SlotOutcome();
            scheduler.Tell(new SlotReleased(granted.Lease, outcome), TestActor);
            Nodes();
        }
        var excluded = news.ShouldHaveSingleItem();
        excluded.Node.ShouldBe("a");
        excluded.Text.ShouldContain("3 attempts in a row failed here");
        excluded.Text.ShouldContain("Exit code 139.");
        Nodes()[0].Excluded.ShouldNotBeNull();
        Clock.Advance(CoolDown);
        var node = Nodes()[0];
        node.Excluded.ShouldBeNull();
        node.Labels!.ShouldHaveSingleItem().ToString().ShouldBe("gpu=a100");
    }

    private void Want(int trial, ResourcesDefinition? resources = null) => scheduler.Tell(new SlotsWanted(
        new SweepDemand(new SweepId("s"), resources ?? new ResourcesDefinition(), "data", [new FoldDemand(new FoldId(trial, 0), [])])));

    // What was said before is heard by then.
    private EquatableList<NodeStatus> Nodes()
    {
        var asker = CreateTestProbe();
        scheduler.Tell(new DescribeNodes(), asker.Ref);
        return asker.ExpectMsg<NodesDescribed>().Nodes;
    }

    private void Wait()
    {
        Nodes();
        Clock.Advance(new SchedulingOptions().ObstacleDelay);
    }

    private IActorRef Join(string name, string instance, params NodeLabel[] labels)
    {
        var node = CreateTestProbe($"{name}-{instance}").Ref;
        scheduler.Tell(Offer(name, instance, labels), node);
        return node;
    }

    private static NodeJoined Offer(string name, string instance, params NodeLabel[] labels) =>
        new(name, instance, [new SlotDescription(new SlotId(name, 0), "cpu", 1)], labels.ToEquatableList());
}
