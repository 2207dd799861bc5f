using Akka.Actor;
using Orchestrator.Contracts.Api.External;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Sweeps.External;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.External;

/// <summary>The clients that train a sweep in loops of their own. To its sweep it is what scheduler and nodes are to others: it grants a
/// slot for each ask, runs folds by answering asks, and reports attempts whose clients fall silent.</summary>
/// <remarks>It is the child of its sweep, and moves with it to another coordinator. Which leases there are is in the journal; since when
/// their clients are silent is not, so that a new owner counts from its own beginning.</remarks>
/// <param name="sweep">Whose clients.</param>
/// <param name="definition">What the sweep asks of them.</param>
/// <param name="leases">What clients have in hand already.</param>
/// <param name="time">The clock by which silence is measured.</param>
internal sealed class ExternalNodeActor(
    SweepId sweep, SweepDefinition definition, EquatableList<HeldLease> leases, TimeProvider time) : UntypedActor, IWithTimers
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500), ObstacleDelay = TimeSpan.FromSeconds(3);

    private readonly TimeSpan lease = TimeSpan.FromSeconds(definition.Model.External!.Lease);
    private readonly int most = Math.Max(1, definition.Resources.MaxSlots ?? int.MaxValue);
    private readonly SortedSet<FoldId> waiting = [];
    private readonly Dictionary<FoldId, ClientLease> held = [];
    private readonly List<ClientAsk> asks = []; // first come, first served
    private SweepStands stands = new(SweepStatus.Searching, null);
    private bool isLonely; // and the sweep knows
    private long aloneSince;

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc />
    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(nameof(Beat), LookAtClock.Message, Beat);
        aloneSince = Now;
        foreach (var (slot, _, attempt) in leases)
        {
            var known = new ClientLease(new Assignment(slot, sweep, attempt.Fold), null) { Attempt = attempt, HeardAt = Now };
            held.Add(attempt.Fold, known);
            Context.Parent.Tell(new SlotGranted(known.Lease, Self));
        }
    }

    private long Now => time.GetTimestamp();

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case AskFolds ask: Take(ask); break;
            case WithdrawAsk withdrawn: Withdraw(withdrawn.Key); break;
            case ClientHeard heard when Find(heard.Attempt) is { } known: known.HeardAt = Now; break;
            case ClientHeard: break;
            case SweepStands now: Stand(now); break;

            // As a scheduler.
            case SlotsWanted wanted: Want(wanted.Demand); break;
            case SlotReleased released: Release(released.Lease); break;
            case SlotsHeld or SweepOver: break; // nothing gets lost between parent and child

            // As a node.
            case RunFold run: Run(run.Assignment); break;
            case StopFold stop when Find(stop.Attempt) is { } running: End(running, FailureKind.Interrupted, "It was stopped."); break;
            case StopFold or QueryLeases: break;

            case LookAtClock: LookAround(); break;
            default: Unhandled(message); break;
        }
    }

    private void Take(AskFolds message)
    {
        TellLonely(false);
        if (asks.Find(known => known.Key == message.Key) is { } same)
        {
            (same.Asker, same.Since, same.Wait, same.IsWithdrawn) = (Sender, Now, TimeSpan.FromSeconds(message.Wait), false);
            return;
        }

        // The answer was lost on its way.
        if (held.Values.Where(known => known.Ask?.Key == message.Key && known.Suggestion is not null && !known.IsOver).ToArray()
            is { Length: > 0 } answered)
        {
            foreach (var known in answered)
            {
                known.HeardAt = Now;
            }

            Sender.Tell(new Asked([.. answered.Select(known => known.Suggestion!)], stands.Status));
            return;
        }

        var ask = new ClientAsk(message) { Asker = Sender, Since = Now };
        asks.Add(ask);
        Serve();
        if (ask.Wait <= TimeSpan.Zero && ask.Pending == 0)
        {
            Answer(ask);
        }
    }

    private void Withdraw(string key)
    {
        if (asks.Find(known => known.Key == key) is not { } ask)
        {
            return;
        }

        ask.IsWithdrawn = true;
        if (ask.Pending == 0)
        {
            asks.Remove(ask);
        }
    }

    private void Stand(SweepStands now)
    {
        stands = now;
        foreach (var ask in now.Status is SweepStatus.Completed or SweepStatus.Cancelled ? asks.ToArray() : [])
        {
            Answer(ask);
        }
    }

    private void Want(SweepDemand demand)
    {
        waiting.Clear();
        waiting.UnionWith(demand.Folds.Select(fold => fold.Fold).Where(fold => !held.ContainsKey(fold)));
        Serve();
    }

    private void Serve()
    {
        foreach (var ask in asks.Where(ask => ask.Pending == 0 && !ask.IsWithdrawn))
        {
            while (ask.Pending < ask.Count && waiting.Count > 0 && held.Count < most)
            {
                var fold = waiting.Min;
                waiting.Remove(fold);
                var granted = new ClientLease(new Assignment(FreeSlotOf(ask.Worker), sweep, fold), ask) { HeardAt = Now };
                held.Add(fold, granted);
                ask.Pending++;
                Context.Parent.Tell(new SlotGranted(granted.Lease, Self));
            }
        }
    }

    private SlotId FreeSlotOf(string worker)
    {
        var taken = held.Values.Select(known => known.Lease.Slot).Where(slot => slot.Node == worker).Select(slot => slot.Index).ToHashSet();
        return new SlotId(worker, Enumerable.Range(0, taken.Count + 1).First(index => !taken.Contains(index)));
    }

    private void Run(FoldAssignment assignment)
    {
        if (held.GetValueOrDefault(assignment.Attempt.Fold) is not { Ask: { } ask } granted)
        {
            return;
        }

        (granted.Attempt, granted.HeardAt) = (assignment.Attempt, Now);
        if (ask.IsWithdrawn)
        {
            End(granted, FailureKind.Interrupted, "Its client hung up before it was answered.");
        }
        else
        {
            ask.Found.Add(granted.Suggestion = SuggestedFold.Of(assignment));
        }

        Settle(ask);
    }

    // By the sweep, which needs the slot no more, or never took it.
    private void Release(Assignment released)
    {
        if (!held.TryGetValue(released.Fold, out var known) || known.Lease != released)
        {
            return;
        }

        held.Remove(released.Fold);
        aloneSince = Now;
        if (known is { Attempt: null, Ask: { } ask })
        {
            Settle(ask);
        }

        Serve();
    }

    private void Settle(ClientAsk ask)
    {
        if (--ask.Pending > 0)
        {
            return;
        }

        if (ask.IsWithdrawn)
        {
            asks.Remove(ask);
        }
        else if (ask.Found.Count > 0 || HasWaited(ask))
        {
            Answer(ask);
        }
    }

    private void Answer(ClientAsk ask)
    {
        asks.Remove(ask);
        aloneSince = Now;
        ask.Asker.Tell(new Asked([.. ask.Found], stands.Status, ask.Found.Count > 0 ? null : WhyNothing));
    }

    private string WhyNothing => stands.Reason is { } reason ? reason
        : held.Count >= most ? $"{held.Count} folds are out already, and 'max_slots' allows no more."
        : "No fold waits now: what is tried next depends on results that are still out.";

    private void LookAround()
    {
        foreach (var ask in asks.Where(ask => ask.Pending == 0 && HasWaited(ask)).ToArray())
        {
            Answer(ask);
        }

        foreach (var silent in held.Values
            .Where(known => known.Attempt is not null && time.GetElapsedTime(known.HeardAt) > lease).ToArray())
        {
            End(silent, FailureKind.Crashed, $"Its client has not been heard for {lease.TotalSeconds:0} seconds.");
        }

        if (waiting.Count == 0 || asks.Count > 0 || held.Count > 0)
        {
            aloneSince = Now;
        }
        else if (time.GetElapsedTime(aloneSince) > ObstacleDelay)
        {
            TellLonely(true);
        }
    }

    private bool HasWaited(ClientAsk ask) => time.GetElapsedTime(ask.Since) >= ask.Wait;

    private void TellLonely(bool lonely)
    {
        if (isLonely != lonely)
        {
            isLonely = lonely;
            Context.Parent.Tell(new SlotsUnavailable(sweep, lonely ? "no client asks for a fold" : null));
        }
    }

    private ClientLease? Find(AttemptId attempt) =>
        held.TryGetValue(attempt.Fold, out var known) && known.Attempt == attempt ? known : null;

    private void End(ClientLease known, FailureKind kind, string reason)
    {
        if (!known.IsOver)
        {
            known.IsOver = true;
            Context.Parent.Tell(new FoldFailed(sweep, known.Attempt!.Value, kind, reason));
        }
    }

    private sealed class LookAtClock
    {
        public static readonly LookAtClock Message = new();
    }
}
