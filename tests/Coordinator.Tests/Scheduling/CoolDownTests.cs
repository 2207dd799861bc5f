using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Shared;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.Tests.Scheduling;

/// <summary>An excluded node comes back after ten minutes: by a clock that the test drives.</summary>
public sealed class CoolDownTests : TestKit
{
    private static readonly SweepId Sweep = new("s");
    private static readonly TimeSpan ObstacleDelay = TimeSpan.FromSeconds(3);
    private readonly TestProbe sweeps;
    private readonly IActorRef scheduler;
    private readonly Dictionary<(string Name, string Instance), IActorRef> lives = [];
    private int trials;

    public CoolDownTests() : base(VirtualClock.Hocon)
    {
        sweeps = CreateTestProbe("sweeps");
        var options = new SchedulingOptions { CoolDown = TimeSpan.FromMinutes(10), ObstacleDelay = ObstacleDelay };
        var region = sweeps.Ref;
        scheduler = Sys.ActorOf(Props.Create(() => new SchedulerActor(region, options)), "scheduler");
        Join("a", "1");
        Join("b", "1"); // the last node that can serve a sweep is never excluded
    }

    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void A_node_that_fails_gets_another_chance_after_the_cool_down()
    {
        Break();
        Excluded().ShouldNotBeNull();
        Clock.Advance(TimeSpan.FromMinutes(10));
        Excluded().ShouldBeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_cool_down_of_an_earlier_life_does_not_cut_that_of_the_next_short(bool gone)
    {
        Break();
        Excluded().ShouldNotBeNull();
        Clock.Advance(TimeSpan.FromMinutes(6));
        if (gone)
        {
            Watch(lives[("a", "1")]);
            Sys.Stop(lives[("a", "1")]);
            ExpectTerminated(lives[("a", "1")]);
            AwaitCondition(() => Nodes().Count == 1);
        }
        Join("a", "2");
        Excluded().ShouldBeNull("what it did in an earlier life is forgiven");

        // The last failure is heard just before the ten minutes since the first exclusion are over.
        Break();
        Excluded().ShouldNotBeNull();
        Clock.Advance(TimeSpan.FromMinutes(4));
        Excluded().ShouldNotBeNull();
        Clock.Advance(TimeSpan.FromMinutes(6));
        Excluded().ShouldBeNull();
    }

    private void Break()
    {
        for (var failures = 0; failures < 3;)
        {
            var lease = Grant();
            var failed = lease.Slot.Node == "a";
            scheduler.Tell(new SlotReleased(lease, failed ? new SlotOutcome(FailureKind.Crashed, "Exit code 139.") : new SlotOutcome()),
                TestActor);
            failures += failed ? 1 : 0;
        }
    }

    private Assignment Grant()
    {
        var demand = new SweepDemand(Sweep, new ResourcesDefinition(), "data", [new FoldDemand(new FoldId(trials++, 0), [])]);
        scheduler.Tell(new SlotsWanted(demand), TestActor);
        trials.ShouldBeLessThan(50);
        return sweeps.FishForMessage<SlotGranted>(_ => true).Lease;
    }

    private string? Excluded() => Nodes()[0].Excluded;

    private IReadOnlyList<NodeStatus> Nodes()
    {
        var asker = CreateTestProbe();
        scheduler.Tell(new DescribeNodes(), asker.Ref);
        return asker.ExpectMsg<NodesDescribed>().Nodes;
    }

    private void Join(string name, string instance)
    {
        var node = lives[(name, instance)] = CreateTestProbe($"{name}-{instance}").Ref;
        scheduler.Tell(new NodeJoined(name, instance, [new SlotDescription(new SlotId(name, 0), "cpu", 1)]), node);
    }
}
