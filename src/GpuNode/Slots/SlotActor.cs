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
    private bool settled; // the current one has ended an epoch
    private bool resting;
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
            case Rest: return RestAsync();
            case RunFold when retiring is not null: break; // the node takes its leave, which interrupts this lease too
            case RunFold run: return BeginAsync(new Lease(run, Sender));
            case StopFold stop when current?.Run.Assignment.Attempt == stop.Attempt: worker!.Send(stop); break;
            case StopFold: break; // it is over; its report is on the way
            case FoldFailed { Kind: FailureKind.OutOfMemory } exhausted: return ConcludeWithoutWorkerAsync(exhausted);
            case FoldCompleted or FoldFailed: return ConcludeAsync((WorkerMessage)message);
            case WorkerMessage progress: Pass(progress); break;
            case WorkerGone gone: return BuryAsync(gone);
            default: Unhandled(message); break;
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    protected override ValueTask PostStop() => worker?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async ValueTask BeginAsync(Lease lease)
    {
        if (current is not null)
        {
            next = lease;
            worker!.Send(new StopFold(slot.Id, current.Run.Assignment.Attempt));
            return;
        }
        (current, settled, resting) = (lease, false, false);
        if (worker is null)
        {
            try
            {
                worker = launcher.Launch(slot);
            }
            // No more processes, files or memory: the machine's fault, of which nobody else would hear.
            catch (Exception e)
            {
                var fold = lease.Run.Assignment;
                var reason = $"No worker process could be started: {e.Message.TrimEnd('.')}.";
                await ConcludeAsync(new FoldFailed(fold.Sweep, fold.Attempt, FailureKind.Crashed, reason));
                return;
            }
            _ = FollowAsync(worker, Self);
        }
        worker.Send(lease.Run);
        TellCondition();
    }

    private HeldLease? InHand() => (next ?? current)?.Run is { } run ? new HeldLease(slot.Id, run.Assignment.Sweep, run.Assignment.Attempt) : null;

    private void BeginRetiring()
    {
        (retiring, next) = (Sender, null);
        if (current is null) retiring.Tell(new Retired(), Self);
        else worker!.Send(new StopFold(slot.Id, current.Run.Assignment.Attempt));
    }

    private async ValueTask RestAsync()
    {
        resting = true;
        if (current is null) await EndWorkerAsync();
    }

    private static async Task FollowAsync(IWorker worker, IActorRef self)
    {
        await foreach (var message in worker.Messages.ReadAllAsync().ConfigureAwait(false)) self.Tell(message);
        self.Tell(new WorkerGone(worker, await worker.Epitaph.ConfigureAwait(false)));
    }

    private void Pass(WorkerMessage message)
    {
        if (current?.Run.Assignment.Attempt != message.Attempt) return;
        current.Requester.Tell(message, Context.Parent);
        if (settled || message is not EpochMeasured) return;
        settled = true;
        TellCondition();
    }

    // Whoever ran out of memory still holds most of it, and libtorch does not give it back.
    private async ValueTask ConcludeWithoutWorkerAsync(FoldFailed exhausted)
    {
        if (current?.Run.Assignment.Attempt != exhausted.Attempt) return;
        var gone = worker;
        worker = null;
        if (gone is not null) await gone.DisposeAsync();
        await ConcludeAsync(exhausted);
    }

    private async ValueTask ConcludeAsync(WorkerMessage last)
    {
        if (current?.Run.Assignment.Attempt != last.Attempt) return;
        var requester = current.Requester;
        (current, settled) = (null, false);
        if (last is FoldFailed { Kind: FailureKind.OutOfMemory } exhausted) Context.Parent!.Tell(new RanOut(slot.Id, exhausted, requester), Self);
        else requester.Tell(last, Context.Parent);
        retiring?.Tell(new Retired(), Self);
        if (next is not { } lease)
        {
            if (resting) await EndWorkerAsync();
            else TellCondition();
            return;
        }
        next = null;
        await BeginAsync(lease);
    }

    private async ValueTask BuryAsync(WorkerGone gone)
    {
        if (gone.Worker != worker) return;
        worker = null;
        await gone.Worker.DisposeAsync();
        var kind = gone.Worker.RanOutOfMemory ? FailureKind.OutOfMemory : FailureKind.Crashed;
        if (current is { Run.Assignment: var fold }) await ConcludeAsync(new FoldFailed(fold.Sweep, fold.Attempt, kind, gone.Epitaph));
        else TellCondition();
    }

    private async ValueTask EndWorkerAsync()
    {
        var idle = worker;
        worker = null;
        if (idle is not null) await idle.DisposeAsync();
        TellCondition();
    }

    private void TellCondition() =>
        Context.Parent?.Tell(new SlotCondition(slot.Id, worker is not null, worker?.ProcessId, current is not null, settled), Self);
}
