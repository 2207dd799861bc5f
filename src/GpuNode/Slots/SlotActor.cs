using Akka.Actor;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.GpuNode.Workers;

namespace Orchestrator.GpuNode.Slots;

/// <summary>One slot: owns a worker process, which it keeps from fold to fold, because loading libtorch and the data takes longer than many
/// a fold.</summary>
public sealed class SlotActor(SlotDescription slot, IWorkerLauncher launcher) : UntypedActor, IWithTimers
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(1);

    private IWorker? worker;
    private Lease? current;
    private bool settled; // the current one has ended an epoch
    private bool resting;
    private IActorRef? retiring;
    private IActorRef? listener; // hears what the worker prints, also for a moment behind the end of its attempt
    private Lease? next; // supersedes the current one as soon as that has ended
    private string epitaph = "Its node failed; the node's log tells why.";

    private sealed record Lease(RunFold Run, IActorRef Requester);

    private sealed record WorkerGone(IWorker Worker, string ExitReason);

    private sealed class PassLogOn
    {
        public static readonly PassLogOn Message = new();
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ShutDownSlot: BeginRetiring(); break;
            case CollectSlotStates call: call.PassOn(Self, InHand()); break;
            case ReleaseIdleWorker: RunTask(RestAsync); break;
            case RunFold when retiring is not null: break; // the node takes its leave, which interrupts this lease too
            case RunFold run: Begin(new Lease(run, Sender)); break;
            case StopFold stop when current?.Run.Assignment.Attempt == stop.Attempt: worker!.Send(stop); break;
            case StopFold: break; // it is over; its report is on the way
            case FoldFailed { Kind: FailureKind.OutOfMemory } exhausted: RunTask(() => ConcludeWithoutWorkerAsync(exhausted)); break;
            case FoldCompleted or FoldFailed: RunTask(() => ConcludeAsync((WorkerMessage)message)); break;
            case WorkerMessage progress: Pass(progress); break;
            case PassLogOn: PassLog(); break;
            case WorkerGone gone: RunTask(() => OnWorkerExitedAsync(gone)); break;
            default: Unhandled(message); break;
        }
    }

    /// <inheritdoc />
    protected override void PreRestart(Exception reason, object message)
    {
        epitaph = $"Its slot failed: {reason.Message}";
        base.PreRestart(reason, message);
    }

    /// <inheritdoc />
    /// <remarks>It ends, or begins anew, without its worker and what that had in hand, of which nobody else could tell.</remarks>
    protected override void PostStop()
    {
        PassWholeLog(worker);
        var isShutdown = CoordinatedShutdown.Get(Context.System).ShutdownReason is not null; // which is no failure, and costs no retry
        foreach (var (run, requester) in isShutdown ? [] : new[] { current, next }.OfType<Lease>())
        {
            var fold = run.Assignment;
            requester.Tell(new FoldFailed(fold.Sweep, fold.Attempt, FailureKind.Crashed, epitaph), Context.Parent);
        }
        retiring?.Tell(new SlotShutDown(), Self);
        Context.Parent.Tell(new SlotCondition(slot.Id), Self);
        _ = worker?.DisposeAsync().AsTask(); // its process is killed at once
    }

    private void Begin(Lease lease)
    {
        if (current is not null)
        {
            next = lease;
            worker!.Send(StopOf(current));
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
                Self.Tell(new FoldFailed(fold.Sweep, fold.Attempt, FailureKind.Crashed, reason));
                return;
            }
            _ = FollowAsync(worker, Self);
        }
        if (worker.Log is { } log)
        {
            PassWholeLog(worker);
            log.Begin(lease.Run.Assignment.Sweep, lease.Run.Assignment.Attempt);
            listener = lease.Requester;
            Timers.StartPeriodicTimer(nameof(PassLogOn), PassLogOn.Message, LogInterval);
        }
        worker.Send(lease.Run);
        TellCondition();
    }

    // A message a second at most: a worker that prints without end is a load to nobody.
    private void PassLog()
    {
        if (!PassLines(worker) && current is null)
        {
            Timers.Cancel(nameof(PassLogOn));
        }
    }

    // Ahead of what ends an attempt: what a worker printed last says most. No more than is kept, in case that it goes on printing.
    private void PassWholeLog(IWorker? from)
    {
        for (var batch = 0; batch < WorkerLog.MostBatches && PassLines(from); batch++)
        {
        }
    }

    private bool PassLines(IWorker? from)
    {
        if (from?.Log?.Take() is not { } lines)
        {
            return false;
        }

        listener?.Tell(lines, Context.Parent);
        return true;
    }

    private StopFold StopOf(Lease lease) => new(slot.Id, lease.Run.Assignment.Sweep, lease.Run.Assignment.Attempt);

    private HeldLease? InHand() =>
        (next ?? current)?.Run is { } run ? new HeldLease(slot.Id, run.Assignment.Sweep, run.Assignment.Attempt) : null;

    private void BeginRetiring()
    {
        (retiring, next) = (Sender, null);
        if (current is null)
        {
            retiring.Tell(new SlotShutDown(), Self);
        }
        else
        {
            worker!.Send(StopOf(current));
        }
    }

    private async Task RestAsync()
    {
        resting = true;
        if (current is null)
        {
            await EndWorkerAsync();
        }
    }

    private static async Task FollowAsync(IWorker worker, IActorRef self)
    {
        await foreach (var message in worker.Messages.ReadAllAsync().ConfigureAwait(false))
        {
            self.Tell(message);
        }

        self.Tell(new WorkerGone(worker, await worker.ExitReason.ConfigureAwait(false)));
    }

    private void Pass(WorkerMessage message)
    {
        if (current?.Run.Assignment.Attempt != message.Attempt)
        {
            return;
        }

        current.Requester.Tell(message, Context.Parent);
        if (settled || message is not EpochMeasured)
        {
            return;
        }

        settled = true;
        TellCondition();
    }

    // Whoever ran out of memory still holds most of it, and libtorch does not give it back.
    private async Task ConcludeWithoutWorkerAsync(FoldFailed exhausted)
    {
        if (current?.Run.Assignment.Attempt != exhausted.Attempt)
        {
            return;
        }

        var gone = worker;
        worker = null;
        if (gone is not null)
        {
            await gone.DisposeAsync();
            PassWholeLog(gone);
        }

        await ConcludeAsync(exhausted);
    }

    private async Task ConcludeAsync(WorkerMessage last)
    {
        if (current?.Run.Assignment.Attempt != last.Attempt)
        {
            return;
        }

        PassWholeLog(worker);
        var requester = current.Requester;
        (current, settled) = (null, false);
        if (last is FoldFailed { Kind: FailureKind.OutOfMemory } exhausted)
        {
            Context.Parent!.Tell(new WorkerOutOfMemory(slot.Id, exhausted, requester), Self);
        }
        else
        {
            requester.Tell(last, Context.Parent);
        }

        retiring?.Tell(new SlotShutDown(), Self);
        if (next is not { } lease)
        {
            if (resting)
            {
                await EndWorkerAsync();
            }
            else
            {
                TellCondition();
            }

            return;
        }
        next = null;
        Begin(lease);
    }

    private async Task OnWorkerExitedAsync(WorkerGone gone)
    {
        if (gone.Worker != worker)
        {
            return;
        }

        worker = null;
        await gone.Worker.DisposeAsync();
        PassWholeLog(gone.Worker);
        var kind = gone.Worker.RanOutOfMemory ? FailureKind.OutOfMemory : FailureKind.Crashed;
        if (current is { Run.Assignment: var fold })
        {
            await ConcludeAsync(new FoldFailed(fold.Sweep, fold.Attempt, kind, gone.ExitReason));
        }
        else
        {
            TellCondition();
        }
    }

    private async Task EndWorkerAsync()
    {
        var idle = worker;
        worker = null;
        if (idle is not null)
        {
            await idle.DisposeAsync();
            PassWholeLog(idle);
        }

        TellCondition();
    }

    private void TellCondition() =>
        Context.Parent?.Tell(new SlotCondition(slot.Id, worker is not null, worker?.ProcessId, current is not null, settled), Self);
}
