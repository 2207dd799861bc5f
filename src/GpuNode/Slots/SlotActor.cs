using Orchestrator.Actors;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Contracts.Trials;
using Orchestrator.GpuNode.Workers;

namespace Orchestrator.GpuNode.Slots;

/// <summary>One slot: owns a worker process, which it keeps from fold to fold, because loading libtorch and the data takes longer than many a fold.</summary>
public sealed class SlotActor(SlotDescription slot, IWorkerLauncher launcher) : Actor
{
    private IWorker? worker;
    private Lease? current;
    private IActorRef? retiring;
    private Lease? next; // supersedes the current one as soon as that has ended

    private sealed record Lease(RunFold Run, IActorRef Requester);

    private sealed record WorkerGone(IWorker Worker, string Epitaph);

    /// <inheritdoc />
    protected override ValueTask ReceiveAsync(object message)
    {
        switch (message)
        {
            case Retire: BeginRetiring(); break;
            case RollCall call: call.PassOn(Self, InHand()); break;
            case RunFold when retiring is not null: break; // the node takes its leave, which interrupts this lease too
            case RunFold run: Begin(new Lease(run, Sender)); break;
            case StopFold stop when current?.Run.Assignment.Attempt == stop.Attempt: worker!.Send(stop); break;
            case StopFold: break; // it is over; its report is on the way
            case FoldCompleted or FoldFailed: Conclude((WorkerMessage)message); break;
            case WorkerMessage progress: Pass(progress); break;
            case WorkerGone gone: return BuryAsync(gone);
            default: Unhandled(message); break;
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    protected override ValueTask PostStop() => worker?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Begin(Lease lease)
    {
        if (current is not null)
        {
            next = lease;
            worker!.Send(new StopFold(slot.Id, current.Run.Assignment.Attempt));
            return;
        }
        current = lease;
        if (worker is null)
        {
            worker = launcher.Launch(slot);
            _ = FollowAsync(worker, Self);
        }
        worker.Send(lease.Run);
    }

    private HeldLease? InHand() => (next ?? current)?.Run is { } run ? new HeldLease(slot.Id, run.Assignment.Sweep, run.Assignment.Attempt) : null;

    private void BeginRetiring()
    {
        (retiring, next) = (Sender, null);
        if (current is null) retiring.Tell(new Retired(), Self);
        else worker!.Send(new StopFold(slot.Id, current.Run.Assignment.Attempt));
    }

    private static async Task FollowAsync(IWorker worker, IActorRef self)
    {
        await foreach (var message in worker.Messages.ReadAllAsync().ConfigureAwait(false)) self.Tell(message);
        self.Tell(new WorkerGone(worker, await worker.Epitaph.ConfigureAwait(false)));
    }

    private void Pass(WorkerMessage message)
    {
        if (current?.Run.Assignment.Attempt == message.Attempt) current.Requester.Tell(message, Context.Parent);
    }

    private void Conclude(WorkerMessage last)
    {
        if (current?.Run.Assignment.Attempt != last.Attempt) return;
        var requester = current.Requester;
        current = null;
        requester.Tell(last, Context.Parent);
        retiring?.Tell(new Retired(), Self);
        if (next is not { } lease) return;
        next = null;
        Begin(lease);
    }

    private async ValueTask BuryAsync(WorkerGone gone)
    {
        if (gone.Worker != worker) return;
        worker = null;
        await gone.Worker.DisposeAsync();
        if (current is { Run.Assignment: var fold }) Conclude(new FoldFailed(fold.Sweep, fold.Attempt, FailureKind.Crashed, gone.Epitaph));
    }
}
