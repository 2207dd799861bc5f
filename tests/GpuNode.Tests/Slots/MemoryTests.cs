using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.GpuNode.Devices;
using Orchestrator.GpuNode.Tests.Scripted;
using Orchestrator.GpuNode.Workers;

namespace Orchestrator.GpuNode.Tests.Slots;

/// <summary>A node whose memory is more, or less, than its slots need.</summary>
public sealed class MemoryTests : TestKit
{
    private const long Gib = 1L << 30;
    private readonly ScriptedLauncher launcher = new();
    private readonly ScriptedProbe probe = new();
    private readonly TestProbe sweep;
    private IActorRef node = null!;

    public MemoryTests() : base("akka { loglevel = OFF, stdout-loglevel = OFF }") => sweep = CreateTestProbe("sweep");

    [Fact]
    public async Task A_fold_that_ran_out_beside_others_is_interrupted_and_the_node_offers_fewer_slots()
    {
        await StartAsync(3, launcher);
        var workers = new[] { await BeginAsync(0), await BeginAsync(1), await BeginAsync(2) };
        workers[1].Says(new FoldFailed(new SweepId("sample-1"), Attempt(1), FailureKind.OutOfMemory, "aten::mm: CUDA out of memory."));
        (await HearAsync<NodeJoined>()).Slots.Select(s => s.Id.Index).ShouldBe([0, 2]);
        var failed = await HearAsync<FoldFailed>();
        failed.Kind.ShouldBe(FailureKind.Interrupted);
        failed.Reason.ShouldBe("Out of memory on cuda:0: demoted from 3 to 2 slots. It said: aten::mm: CUDA out of memory.");
        workers[1].Disposed.ShouldBeTrue(); // and gives back what it had

        Order(Run(1)); // was on its way
        var late = await HearAsync<FoldFailed>();
        (late.Kind, late.Reason).ShouldBe((FailureKind.Interrupted, "Slot here/1 is offered no more."));
    }

    [Fact]
    public async Task An_idle_worker_holds_memory_too_and_is_ended()
    {
        await StartAsync(2, launcher);
        var idle = await BeginAsync(0);
        idle.Says(new FoldCompleted(new SweepId("sample-1"), Attempt(0), Sample.Result));
        await HearAsync<FoldCompleted>();
        var busy = await BeginAsync(1);
        busy.Dies("Worker process 7 was killed by the kernel.", outOfMemory: true);
        (await HearAsync<NodeJoined>()).Slots.ShouldHaveSingleItem().Id.Index.ShouldBe(0);
        (await HearAsync<FoldFailed>()).Kind.ShouldBe(FailureKind.Interrupted);
        (await BeginAsync(0, known: idle)).ShouldBe(idle);
    }

    [Fact]
    public async Task A_fold_that_ran_out_alone_has_failed_and_the_reason_says_what_to_do()
    {
        await StartAsync(2, launcher);
        (await BeginAsync(0)).Dies("Worker process 7 was killed by the kernel.", outOfMemory: true);
        var failed = await HearAsync<FoldFailed>();
        failed.Kind.ShouldBe(FailureKind.OutOfMemory);
        failed.Reason.ShouldStartWith(
            "Out of memory on cuda:0, which it had to itself: it needs a device with more memory, or a smaller configuration.");
        Order(new QueryNodeState());
        (await HearAsync<NodeJoined>()).Slots.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Measured_slots_begin_with_one_and_grow_while_all_are_at_work_and_fit()
    {
        await StartAsync(3, launcher, new NodeOptions { Measured = probe });
        var first = await BeginAsync(0);
        probe.Next = new MemoryReading(10 * Gib, 4 * Gib, 4 * Gib);
        first.Says(Epoch(0));
        await HearAsync<EpochMeasured>();
        (await HearAsync<NodeJoined>()).Slots.Count.ShouldBe(2);

        var second = await BeginAsync(1);
        probe.Next = new MemoryReading(10 * Gib, 8 * Gib, 4 * Gib);
        second.Says(Epoch(1));
        await HearAsync<EpochMeasured>();
        (await probe.AskedAsync()).ShouldBe(("cuda:0", 1));
        (await probe.AskedAsync()).ShouldBe(("cuda:0", 2));
        Order(new QueryNodeState());
        (await HearAsync<NodeJoined>()).Slots.Count.ShouldBe(2); // a third does not fit
    }

    /// <summary>A real process under a real limit of its memory.</summary>
    [Fact]
    public async Task A_worker_that_dies_of_a_memory_limit_is_told_from_one_that_crashed()
    {
        // Attempt 1 goes on for ever; attempt 2 wants 500 MB and may have 64.
        const string Worker = """
            read line; case "$line" in
            *'"trial":1,'*) ulimit -v 65536; head -c 500000000 /dev/zero | tail; exit 1;;
            *) exec sleep 600;;
            esac
            """;
        await StartAsync(2, new ProcessLauncher("sh", "-c", Worker));
        Order(Run(0));
        Order(Run(1));
        (await HearAsync<NodeJoined>()).Slots.ShouldHaveSingleItem().Id.Index.ShouldBe(0);
        var failed = await HearAsync<FoldFailed>();
        failed.Kind.ShouldBe(FailureKind.Interrupted);
        failed.Reason.ShouldStartWith("Out of memory on cuda:0: demoted from 2 to 1 slot. It said: Worker process ");
        failed.Reason.ShouldContain("memory exhausted");
    }

    [Fact]
    public async Task What_the_survey_sees_is_offered_with_the_labels()
    {
        NodeDevice gpu = new("cuda:0", "NVIDIA H200", 140 * Gib, Gib, 85, "570.86");
        await StartAsync(1, launcher, new NodeOptions { Survey = () => [gpu], Labels = [new("gpu", "h200")] });
        var offer = await HearAsync<NodeJoined>();
        offer.Devices!.ShouldHaveSingleItem().ShouldBe(gpu);
        offer.Labels!.ShouldHaveSingleItem().ToString().ShouldBe("gpu=h200");
    }

    private async Task StartAsync(int slots, IWorkerLauncher workers, NodeOptions? options = null)
    {
        var all = Enumerable.Range(0, slots).Select(i => new SlotDescription(new SlotId("here", i), "cuda:0", 1)).ToEquatableList();
        var coordinator = sweep.Ref;
        node = Sys.ActorOf(Props.Create(() => new NodeActor(new NodeJoined("here", "first", all), workers, coordinator, options)), "node");
        (await HearAsync<NodeJoined>()).Slots.Count.ShouldBe(options?.Measured is null ? slots : 1);
    }

    private static AttemptId Attempt(int trial) => new(new FoldId(trial, 0), 1);

    private static EpochMeasured Epoch(int trial) => new(new SweepId("sample-1"), Attempt(trial), 1, new Dictionary<string, double>());

    // Trial i runs in slot i.
    private static RunFold Run(int slot)
    {
        var run = Sample.Run(1);
        return run with { Slot = new SlotId("here", slot), Assignment = run.Assignment with { Attempt = Attempt(slot) } };
    }

    private async Task<ScriptedWorker> BeginAsync(int slot, ScriptedWorker? known = null)
    {
        Order(Run(slot));
        var worker = known ?? await launcher.NextAsync();
        await worker.HearsAsync<RunFold>();
        return worker;
    }

    private void Order(object message) => node.Tell(message, sweep.Ref);

    private async Task<T> HearAsync<T>()
    {
        object message;
        do
        {
            message = await sweep.ReceiveOneAsync(Sample.WaitLimit);
        }
        while (message is FoldLogged); // what a real process prints

        return message.ShouldBeOfType<T>();
    }
}
