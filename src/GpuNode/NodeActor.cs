using Akka.Actor;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.GpuNode.Devices;
using Orchestrator.GpuNode.Slots;
using Orchestrator.GpuNode.Workers;

namespace Orchestrator.GpuNode;

/// <summary>A machine that trains: offers its slots to a coordinator and passes folds on to them.</summary>
/// <param name="introduction">Its name, its life, and every slot that it can have.</param>
/// <param name="launcher">Starts their worker processes.</param>
/// <param name="coordinator">To whom they are offered.</param>
/// <param name="options">How it behaves; null = as usual.</param>
public sealed class NodeActor(NodeJoined introduction, IWorkerLauncher launcher, IActorRef coordinator, NodeOptions? options = null)
    : UntypedActor, IWithTimers
{
    private readonly NodeOptions options = options ?? new();
    private readonly SlotTable slots = new(introduction.Slots, options?.Measured is not null);
    private readonly Dictionary<SlotId, IActorRef> actors = [];
    private readonly HashSet<string> measuring = [];
    private EquatableList<NodeDevice>? devices = introduction.Devices;
    private EquatableList<string>? data = introduction.Data;
    private readonly List<WorkerOutOfMemory> judged = []; // to be reported after the offer that follows from it
    private IActorRef? retiring;
    private bool draining;
    private int busy;

    private readonly CancellationTokenSource stopped = new();

    private sealed record Survey;

    private sealed record Surveyed(IReadOnlyList<NodeDevice>? Devices, EquatableList<string>? Data);

    private sealed record Measured(string Device, MemoryReading? Reading);

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc />
    protected override void PreStart()
    {
        foreach (var slot in introduction.Slots)
        {
            actors[slot.Id] = Context.ActorOf(Props.Create(() => new SlotActor(slot, launcher)), $"slot-{slot.Id.Index}");
        }
        coordinator.Tell(Offer, Self);
        BeginSurvey();
    }

    /// <inheritdoc />
    protected override void PostStop() => stopped.Cancel();

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case RunFold run when slots.Offers(run.Slot): actors[run.Slot].Tell(run, Sender); break;
            case RunFold late: Refuse(late); break;
            case StopFold stop when actors.TryGetValue(stop.Slot, out var slot): slot.Tell(stop, Sender); break;
            case StopFold: break; // ordered of an earlier life that had more slots
            case StartDraining:
                draining = true;
                Announce(); // whoever drains it waits for that
                break;
            case QueryNodeState or QueryLeases: Call(message, Sender); break;
            case CollectSlotStates call: Answer(call); break;
            case SlotCondition condition: Note(condition); break;
            case WorkerOutOfMemory exhausted: Judge(exhausted); break;
            case Measured measured: Grow(measured); break;
            case Survey: BeginSurvey(); break;
            case Surveyed surveyed: EndSurvey(surveyed); break;
            case ShutDownSlot retire: Begin(retire); break;
            case SlotShutDown: Count(); break;
            default: Unhandled(message); break;
        }
    }

    private NodeJoined Offer =>
        introduction with
        {
            Slots = slots.Offered,
            Labels = options.Labels ?? introduction.Labels,
            Devices = devices,
            Data = data,
            Draining = draining
        };

    private void Announce() => Call(new QueryNodeState(), coordinator);

    private void Call(object question, IActorRef asker) =>
        new CollectSlotStates(question, asker, [.. actors.Values, Self], []).PassOn(Self);

    // An attempt whose end is not reported yet is still in hand. The smaller offer goes first, so that its slot is not given away again.
    private void Answer(CollectSlotStates call)
    {
        var leases = call.Leases.Concat(judged.Select(j => new HeldLease(j.Slot, j.Failure.Sweep, j.Failure.Attempt)));
        call.Asker.Tell(
            call.Question is QueryLeases query
                ? new LeasesReported(query.Sweep, introduction.Node, query.Question, query.Epoch, leases.Where(l => l.Sweep == query.Sweep)
                    .ToEquatableList())
                : Offer with { Leases = leases.ToEquatableList() },
            Self);
        foreach (var (_, failure, requester) in judged)
        {
            requester.Tell(failure, Self);
        }

        judged.Clear();
    }

    // Ordered before the coordinator heard that the slot is gone.
    private void Refuse(RunFold late) => Sender.Tell(
        new FoldFailed(late.Assignment.Sweep, late.Assignment.Attempt, FailureKind.Interrupted, $"Slot {late.Slot} is offered no more."),
            Self);

    private void Note(SlotCondition condition)
    {
        slots.Note(condition);
        if (options.Measured is not { } probe || !condition.IsSettled)
        {
            return;
        }

        var device = slots.DeviceOf(condition.Slot);
        if (!slots.IsFull(device) || !measuring.Add(device))
        {
            return;
        }

        probe.ReadAsync(device, slots.ProcessesOn(device), slots.WorkersOn(device), stopped.Token)
            .PipeTo(Self, success: reading => new Measured(device, reading), failure: _ => new Measured(device, null));
    }

    private void Grow(Measured measured)
    {
        measuring.Remove(measured.Device);
        if (measured.Reading is not { } reading || slots.Observe(measured.Device, reading) is not { } reason)
        {
            return;
        }

        options.News(reason);
        Announce();
    }

    private void Judge(WorkerOutOfMemory exhausted)
    {
        var verdict = slots.RunOut(exhausted.Slot);
        var (kind, reason) =
            (verdict.Shared ? FailureKind.Interrupted : FailureKind.OutOfMemory, $"{verdict.Reason} It said: {exhausted.Failure.Reason}");
        var failure = exhausted.Failure with { Kind = kind, Reason = reason };
        if (!verdict.Shared)
        {
            exhausted.Requester.Tell(failure, Self);
            return;
        }
        options.News(verdict.Reason);
        judged.Add(exhausted with { Failure = failure });
        foreach (var (slot, actor) in actors.Where(a => !slots.Offers(a.Key)))
        {
            actor.Tell(new ReleaseIdleWorker(), Self);
        }

        Announce();
    }

    private void BeginSurvey()
    {
        if (options.Survey is null && options.Data is null)
        {
            return;
        }

        var (look, list) = (options.Survey, options.Data);
        Task.Run(() => new Surveyed(look?.Invoke(), list?.Invoke()), stopped.Token).PipeTo(Self, failure: _ => new Surveyed(null, null));
    }

    // What could not be seen this time is as it was.
    private void EndSurvey(Surveyed seen)
    {
        Timers.StartSingleTimer(nameof(Survey), new Survey(), options.SurveyInterval);
        var before = (devices, data);
        (devices, data) = (seen.Devices?.ToEquatableList() ?? devices, seen.Data ?? data);
        if (before.Equals((devices, data)))
        {
            return;
        }

        Announce();
    }

    private void Begin(ShutDownSlot retire)
    {
        (retiring, busy) = (Sender, actors.Count);
        foreach (var slot in actors.Values)
        {
            slot.Tell(retire, Self);
        }
    }

    private void Count()
    {
        if (--busy == 0)
        {
            retiring!.Tell(new SlotShutDown(), Self);
        }
    }
}
