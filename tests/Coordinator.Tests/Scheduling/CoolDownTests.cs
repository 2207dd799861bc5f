using Orchestrator.Actors;
using Orchestrator.Actors.Dispatch;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Contracts.Sweeps;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.Tests.Scheduling;

/// <summary>An excluded node comes back after ten minutes: by a clock and a thread that the test drives.</summary>
public sealed class CoolDownTests : IAsyncLifetime
{
    private static readonly SweepId Sweep = new("s");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly VirtualTime time = new();
    private readonly StepDispatcher steps = new();
    private readonly Queue<SlotGranted> granted = [];
    private readonly ActorSystem system;
    private readonly IActorRef scheduler;
    private readonly IActorRef sweep;
    private readonly Dictionary<(string Name, string Instance), IActorRef> lives = [];
    private int trials;

    public CoolDownTests()
    {
        system = new ActorSystem("test", new ActorSystemOptions { Time = time, Dispatcher = steps });
        scheduler = system.ActorOf(Props.Create(() => new SchedulerActor(new SchedulingOptions { CoolDown = TimeSpan.FromMinutes(10), Patience = Patience })), "scheduler");
        sweep = system.ActorOf(Props.Create(() => new Listener(granted)), "sweep");
        Join("a", "1");
        Join("b", "1"); // the last node that can serve a sweep is never excluded
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        var ending = system.DisposeAsync().AsTask();
        while (!ending.IsCompleted)
        {
            steps.RunUntilIdle();
            await Task.Yield();
        }
        await ending;
    }

    [Fact]
    public void A_node_that_fails_gets_another_chance_after_the_cool_down()
    {
        Break();
        steps.RunUntilIdle();
        Excluded().ShouldNotBeNull();
        time.Advance(TimeSpan.FromMinutes(10));
        Excluded().ShouldBeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_cool_down_of_an_earlier_life_does_not_cut_that_of_the_next_short(bool gone)
    {
        Break();
        steps.RunUntilIdle();
        time.Advance(TimeSpan.FromMinutes(6));
        if (gone) system.Stop(lives[("a", "1")]);
        steps.RunUntilIdle();
        Join("a", "2");
        Excluded().ShouldBeNull("what it did in an earlier life is forgiven");
        time.Advance(Patience);
        steps.RunUntilIdle();
        time.Next.ShouldBeNull("nobody waits for the end of that life's cool-down");

        // The last failure is on its way when the ten minutes since the first exclusion are over.
        Break();
        time.Advance(TimeSpan.FromMinutes(4) - Patience);
        Excluded().ShouldNotBeNull();
        time.Advance(TimeSpan.FromMinutes(10));
        Excluded().ShouldBeNull();
    }

    // Until the failure that excludes the node is said, and not yet heard.
    private void Break()
    {
        for (var failures = 0; failures < 3;)
        {
            var lease = Grant();
            var failed = lease.Slot.Node == "a";
            scheduler.Tell(new SlotReleased(lease, failed ? new SlotOutcome(FailureKind.Crashed, "Exit code 139.") : new SlotOutcome()), sweep);
            if (failed && ++failures == 3) return;
            steps.RunUntilIdle();
        }
    }

    private Assignment Grant()
    {
        var demand = new SweepDemand(Sweep, new ResourcesDefinition(), "data", [new FoldDemand(new FoldId(trials++, 0), [])]);
        scheduler.Tell(new SlotsWanted(demand), sweep);
        steps.RunUntilIdle();
        trials.ShouldBeLessThan(50);
        return granted.Dequeue().Lease;
    }

    private string? Excluded()
    {
        var asked = scheduler.Ask<NodesDescribed>(new DescribeNodes(), TimeSpan.FromMinutes(1));
        steps.RunUntilIdle();
        return asked.GetAwaiter().GetResult().Nodes[0].Excluded;
    }

    private void Join(string name, string instance)
    {
        var node = lives[(name, instance)] = system.ActorOf(Props.Create(() => new Listener(granted)), $"{name}-{instance}");
        scheduler.Tell(new NodeJoined(name, instance, [new SlotDescription(new SlotId(name, 0), "cpu", 1)]), node);
        steps.RunUntilIdle();
    }

    private sealed class Listener(Queue<SlotGranted> granted) : Actor
    {
        protected override ValueTask ReceiveAsync(object message)
        {
            if (message is SlotGranted grant) granted.Enqueue(grant);
            return ValueTask.CompletedTask;
        }
    }
}
