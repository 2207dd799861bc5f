using Akka.Actor;
using Akka.Event;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;

namespace Orchestrator.GpuNode.Link;

/// <summary>A node's side of its connection to the coordinators: reports arrive for certain and in order, orders of coordinators that were
/// succeeded do not.</summary>
/// <remarks>
/// It lives in the actor system of the node and its workers, which no trouble of the network ends. The channel has a system of its own,
/// which is made anew when nobody has been heard for long: workers train on meanwhile.
/// </remarks>
public sealed class CoordinatorLinkActor : UntypedActor, IWithTimers
{
    private static readonly TimeSpan FarewellTime = TimeSpan.FromSeconds(10);

    private readonly string node;
    private readonly string instance;
    private readonly LinkOptions options;
    private readonly ICoordinatorChannel channel;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly Dictionary<SweepId, ReportOutbox> outboxes = [];
    private readonly Dictionary<SweepId, long> epochs = []; // the highest that was seen
    private readonly Dictionary<SweepId, string> homes = []; // the coordinator that a sweep last spoke from
    private readonly TaskCompletionSource<string> refused;
    private List<string> coordinators;
    private IActorRef? worker; // the node's actor
    private NodeLeft? farewell;
    private IActorRef? leaver;
    private long revision, heardAt, answeredAt, renewedAt, startedAt, leavingSince; // anybody was heard, the scheduler has answered
    private bool joined, leaving;

    /// <param name="introduction">Name and life of the node.</param>
    /// <param name="channel">Makes the channel whose messages arrive here.</param>
    /// <param name="options">How it keeps in touch.</param>
    /// <param name="refused">Gets the reason when the cluster will not have this node.</param>
    public CoordinatorLinkActor(
        NodeJoined introduction, Func<IActorRef, ICoordinatorChannel> channel, LinkOptions options, TaskCompletionSource<string> refused)
    {
        (node, instance, this.options, this.refused) = (introduction.Node, introduction.Instance, options, refused);
        coordinators = [.. options.Coordinators];
        this.channel = channel(Self);
        heardAt = answeredAt = renewedAt = startedAt = Now;
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    private long Now => options.Time.GetTimestamp();

    private string Coordinator => coordinators[0];

    /// <inheritdoc />
    protected override void PreStart() => Timers.StartPeriodicTimer(nameof(Beat), Beat.Message, options.Interval, options.Interval);

    /// <inheritdoc />
    protected override void PostStop() => _ = channel.DisposeAsync().AsTask();

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            // From the node and its slots.
            case NodeJoined offer: Offer(offer); break;
            case WorkerMessage report: Report(report); break;
            case LeasesReported leases: Answer(leases); break;
            case Leave leave: BeginLeaving(leave); break;

            case CoordinatorSaid said:
                heardAt = Now;
                HearSweep(said.Message, said.Coordinator);
                break;
            case Beat: KeepInTouch(); break;
            default: Unhandled(message); break;
        }
    }

    private void HearSweep(object message, string? coordinator)
    {
        switch (message)
        {
            case RunFold run when IsCurrent(run.Assignment.Sweep, run.Epoch, coordinator): worker?.Tell(run, Self); break;
            case StopFold stop when IsCurrent(stop.Sweep, stop.Epoch, coordinator): worker?.Tell(stop, Self); break;
            case QueryLeases query when IsCurrent(query.Sweep, query.Epoch, coordinator): worker?.Tell(query, Self); break;
            case RunFold or StopFold or QueryLeases:
                log.Warning("An order of a coordinator that was succeeded is passed over: {0}", message);
                break;
            case ReportsAcknowledged done: Acknowledge(done); break;
            default: HearScheduler(message, coordinator); break;
        }
    }

    private void HearScheduler(object message, string? coordinator)
    {
        answeredAt = Now;
        if (coordinator is not null)
        {
            coordinators = [coordinator, .. coordinators.Where(c => c != coordinator)];
        }
        switch (message)
        {
            case StartDraining or QueryNodeState: worker?.Tell(message, Self); break;
            case HeartbeatAcknowledged heard: Learn(heard.Coordinators); break;
            case NodeNameTaken: Refuse(); break;
            case NodeLeaveAcknowledged: EndLeaving(); break;
            default: Unhandled(message); break;
        }
    }

    // One that leaves offers nothing more: its slots take no fold.
    private void Offer(NodeJoined offer)
    {
        worker = Sender;
        if (leaving)
        {
            return;
        }
        channel.Tell(Coordinator, offer with { Revision = ++revision });
    }

    private void Report(WorkerMessage report)
    {
        if (!outboxes.TryGetValue(report.Sweep, out var outbox))
        {
            outboxes[report.Sweep] = outbox = new ReportOutbox(report.Sweep, node, instance);
        }
        outbox.Add(report);
        Send(outbox);
    }

    private void Send(ReportOutbox outbox)
    {
        if (outbox.Next(Now) is { } reports)
        {
            channel.Tell(HomeOf(outbox.Sweep), reports);
        }
    }

    // The coordinator at which a sweep lives takes its reports, whatever became of the one with the scheduler.
    private string HomeOf(SweepId sweep) => homes.GetValueOrDefault(sweep, Coordinator);

    private void Acknowledge(ReportsAcknowledged done)
    {
        if (!outboxes.TryGetValue(done.Sweep, out var outbox))
        {
            return;
        }
        outbox.Acknowledge(done.Sequence);
        Send(outbox);
        SayFarewell();
    }

    // An attempt whose end the sweep has not heard of counts as in hand: the report is on its way.
    private void Answer(LeasesReported leases)
    {
        var known = leases.Leases.Select(l => l.Attempt).ToHashSet();
        var reported = outboxes.TryGetValue(leases.Sweep, out var outbox) ? outbox.Attempts.Where(a => !known.Contains(a)) : [];
        var all = leases.Leases.Concat(reported.Select(a => new HeldLease(new SlotId(node, -1), leases.Sweep, a)));
        channel.Tell(HomeOf(leases.Sweep), leases with { Leases = all.ToEquatableList() });
    }

    private bool IsCurrent(SweepId sweep, long epoch, string? coordinator)
    {
        if (epoch < epochs.GetValueOrDefault(sweep))
        {
            return false;
        }
        epochs[sweep] = epoch;
        if (coordinator is not null)
        {
            homes[sweep] = coordinator;
        }
        return true;
    }

    private void Learn(EquatableList<string> others)
    {
        joined = true;
        // The one that answers first, so that it is asked again; those that were told at the start last, in case that all others are gone.
        coordinators = [.. coordinators.Take(1), .. others.Concat(options.Coordinators).Where(c => c != Coordinator).Distinct()];
    }

    private void KeepInTouch()
    {
        // A coordinator that was frozen, or cut off, refuses the identity that it broke with for days; another one is heard at once.
        var silence = options.Time.GetElapsedTime(heardAt);
        if (silence > options.IdleTimeout && options.Time.GetElapsedTime(renewedAt) > options.IdleTimeout)
        {
            log.Warning("No coordinator has been heard for {0:0} s; connecting anew. The folds that run go on", silence.TotalSeconds);
            renewedAt = Now;
            channel.Renew();
        }
        if (!leaving || outboxes.Values.Any(outbox => !outbox.IsEmpty)) // behind the farewell it would be asked who it is
        {
            // Any coordinator may have the scheduler next: whichever answers first is the one.
            var isAnswered = options.Time.GetElapsedTime(answeredAt) <= options.Interval * 1.5;
            TellAll(coordinators.Take(isAnswered ? 1 : coordinators.Count), new NodeHeartbeat(node, instance, revision));
        }
        var overdue = Now - (long)(options.Interval.TotalSeconds * options.Time.TimestampFrequency);
        foreach (var outbox in outboxes.Values)
        {
            if (outbox.Overdue(overdue, Now) is { } again)
            {
                TellAll(coordinators, again); // its sweep has moved, it seems
            }
        }
        SayFarewell();
    }

    private void TellAll(IEnumerable<string> addresses, object message)
    {
        foreach (var address in addresses)
        {
            channel.Tell(address, message);
        }
    }

    // A process of that name which was just killed falls silent within a lease; one that lives does not.
    private void Refuse()
    {
        if (!joined && options.Time.GetElapsedTime(startedAt) > options.Lease * 1.5)
        {
            refused.TrySetResult($"A node '{node}' is in the cluster already; choose another --name.");
        }
    }

    private void BeginLeaving(Leave leave)
    {
        (leaver, farewell, leavingSince, leaving) = (Sender, leave.Message, Now, true);
        SayFarewell();
    }

    // Behind all reports, unless nobody takes them.
    private void SayFarewell()
    {
        if (farewell is null)
        {
            return;
        }
        if (options.Time.GetElapsedTime(leavingSince) > FarewellTime)
        {
            EndLeaving();
        }
        else if (outboxes.Values.All(outbox => outbox.IsEmpty))
        {
            channel.Tell(Coordinator, farewell);
        }
    }

    private void EndLeaving()
    {
        leaver?.Tell(new Left(), Self);
        leaver = null;
        farewell = null;
        Timers.Cancel(nameof(Beat));
    }

    /// <summary>The node leaves: say so behind all reports, and answer <see cref="Left"/>.</summary>
    internal sealed record Leave(NodeLeft Message);

    /// <summary>The coordinators know that the node has left, or nobody was there to be told.</summary>
    internal sealed record Left;

    private sealed class Beat
    {
        public static readonly Beat Message = new();
    }
}
