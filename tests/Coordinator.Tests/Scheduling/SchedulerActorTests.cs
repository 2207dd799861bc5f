using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Orchestrator.Actors;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Contracts.Sweeps;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Coordinator.Web;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.Tests.Scheduling;

/// <summary>Who is told what. Where things go is tested with <see cref="Placement"/>.</summary>
public sealed class SchedulerActorTests : IAsyncLifetime
{
    private readonly ActorSystem system = new("test");
    private readonly Channel<object> heard = Channel.CreateUnbounded<object>();
    private readonly Channel<NodeNews> news = Channel.CreateUnbounded<NodeNews>();
    private IActorRef scheduler = null!;
    private IActorRef sweep = null!;

    public async Task InitializeAsync()
    {
        var options = new SchedulingOptions { Patience = TimeSpan.FromMilliseconds(1), CoolDown = TimeSpan.FromMilliseconds(1) };
        var started = new TaskCompletionSource<IActorRef>();
        system.ActorOf(Props.Create(() => new Parent(options, news, started)), "coordinator");
        scheduler = await started.Task;
        sweep = Listener("sweep");
    }

    public async Task DisposeAsync() => await system.DisposeAsync();

    [Fact]
    public async Task A_grant_names_the_fold_and_a_lost_slot_the_reason()
    {
        Want(0);
        var node = Join("a", "1");
        var granted = await HearAsync<SlotGranted>();
        granted.ShouldBe(new SlotGranted(new Assignment(new SlotId("a", 0), new SweepId("s"), new FoldId(0, 0)), node));
        system.Stop(node);
        (await HearAsync<SlotLost>()).ShouldBe(new SlotLost(granted.Lease, FailureKind.Crashed, "Node 'a' is gone."));
        Want(0);
        Join("a", "2");
        await HearAsync<SlotGranted>();
        Join("a", "3");
        (await HearAsync<SlotLost>()).Reason.ShouldBe("Node 'a' was started anew.");
    }

    [Fact]
    public async Task A_sweep_that_no_node_can_serve_is_told_why_and_when_one_can()
    {
        Want(0, new ResourcesDefinition(NodeLabels: [new("gpu", "a100")]));
        (await HearAsync<SlotsUnavailable>()).Reason.ShouldBe("no node is present");
        Join("a", "1");
        (await HearAsync<SlotsUnavailable>()).Reason.ShouldBe("no node has label gpu=a100");
        Join("b", "1", new NodeLabel("gpu", "a100"));
        (await HearAsync<SlotGranted>()).Slot.Node.ShouldBe("b");
        (await HearAsync<SlotsUnavailable>()).Reason.ShouldBeNull();
    }

    [Fact]
    public async Task A_drain_is_answered_when_the_node_itself_says_so()
    {
        var node = Join("a", "1");
        while ((await NodesAsync()).Count == 0) await Task.Yield();
        var draining = scheduler.Ask<NodeDrains>(new DrainNode("a"), TimeSpan.FromSeconds(20));
        await HearAsync<BeDrained>();
        (await NodesAsync())[0].Draining.ShouldBeTrue("it is given nothing more from now on");
        draining.IsCompleted.ShouldBeFalse();
        node.Tell((scheduler, Offer("a", "1") with { Draining = true }));
        (await draining).ShouldBe(new NodeDrains("a"));
        await scheduler.Ask<NodeDrains>(new DrainNode("a"), TimeSpan.FromSeconds(20)); // it has said so
    }

    [Fact]
    public async Task An_excluded_node_is_news_is_shown_and_comes_back()
    {
        Join("a", "1", new NodeLabel("gpu", "a100"));
        Join("b", "1");
        while ((await NodesAsync()).Count < 2) await Task.Yield(); // of equals the first by name is chosen, and has the data from then on
        for (var trial = 0; !news.Reader.TryPeek(out _) && trial < 50; trial++)
        {
            Want(trial);
            var granted = await HearAsync<SlotGranted>();
            sweep.Tell((scheduler, new SlotReleased(granted.Lease, granted.Slot.Node == "a" ? new SlotOutcome(FailureKind.Crashed, "Exit code 139.") : new SlotOutcome())));
            await NodesAsync();
        }
        var excluded = await news.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        excluded.Node.ShouldBe("a");
        excluded.Text.ShouldContain("3 attempts in a row failed here");
        excluded.Text.ShouldContain("Exit code 139.");
        while ((await NodesAsync())[0].Excluded is not null) await Task.Yield();
        var node = (await NodesAsync())[0];
        node.Labels!.ShouldHaveSingleItem().ToString().ShouldBe("gpu=a100");
    }

    private void Want(int trial, ResourcesDefinition? resources = null) => sweep.Tell((scheduler, new SlotsWanted(
        new SweepDemand(new SweepId("s"), resources ?? new ResourcesDefinition(), "data", [new FoldDemand(new FoldId(trial, 0), [])]))));

    private async Task<IReadOnlyList<NodeStatus>> NodesAsync() => (await scheduler.Ask<NodesDescribed>(new DescribeNodes(), TimeSpan.FromSeconds(20))).Nodes;

    private IActorRef Join(string name, string instance, params NodeLabel[] labels)
    {
        var node = Listener($"{name}-{instance}");
        node.Tell((scheduler, Offer(name, instance, labels)));
        return node;
    }

    private static NodeJoined Offer(string name, string instance, params NodeLabel[] labels) =>
        new(name, instance, [new SlotDescription(new SlotId(name, 0), "cpu", 1)], labels.ToEquatableList());

    private IActorRef Listener(string name) => system.ActorOf(Props.Create(() => new Voice(heard)), name);

    private async Task<T> HearAsync<T>() => (await heard.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20))).ShouldBeOfType<T>();

    /// <summary>Keeps what it is told, and says what it is asked to.</summary>
    private sealed class Voice(Channel<object> heard) : Actor
    {
        protected override ValueTask ReceiveAsync(object message)
        {
            if (message is ITuple) Say(message);
            else heard.Writer.TryWrite(message);
            return ValueTask.CompletedTask;
        }

        private void Say(object order)
        {
            var (to, what) = ((IActorRef)((ITuple)order)[0]!, ((ITuple)order)[1]!);
            to.Tell(what, Self);
        }
    }

    private sealed class Parent(SchedulingOptions options, Channel<NodeNews> news, TaskCompletionSource<IActorRef> started) : Actor
    {
        protected override ValueTask PreStart()
        {
            started.SetResult(Context.ActorOf(Props.Create(() => new SchedulerActor(options)), "scheduler"));
            return ValueTask.CompletedTask;
        }

        protected override ValueTask ReceiveAsync(object message)
        {
            if (message is NodeNews happened) news.Writer.TryWrite(happened);
            return ValueTask.CompletedTask;
        }
    }
}
