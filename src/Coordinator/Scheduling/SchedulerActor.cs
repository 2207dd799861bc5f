using Akka.Actor;
using Akka.Event;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.Scheduling;

/// <summary>Divides the nodes' slots among the sweeps. What goes where is decided by <see cref="Placement"/>; here are those who are
/// told.</summary>
/// <remarks>
/// It keeps nothing that it could not be told again: sweeps say what they want and hold, nodes what they have in hand. So it can begin
/// anew at any time, on any coordinator.
/// </remarks>
public sealed partial class SchedulerActor : UntypedActor, IWithTimers
{
    private readonly IActorRef sweeps;
    private readonly SchedulingOptions options;
    private readonly Placement placement;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly SchedulerMetrics metrics = new();
    private readonly Dictionary<SweepId, long> known = []; // sweeps that wait or hold something, by when they were heard
    private readonly Dictionary<SweepId, string> obstacles = []; // of which the sweeps were told
    private readonly Dictionary<Assignment, long> grantedAt = []; // by the clock's timestamp; until the sweep has said that it has it

    /// <param name="sweeps">Takes any <see cref="ISweepMessage"/> to its sweep.</param>
    /// <param name="options">How slots are given away.</param>
    public SchedulerActor(IActorRef sweeps, SchedulingOptions options) =>
        (this.sweeps, this.options, placement) = (sweeps, options, new Placement(options.Placement));

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc />
    protected override void PreStart()
    {
        if (options.Lease is { } lease)
        {
            Timers.StartPeriodicTimer(nameof(LookForSilence), LookForSilence.Message, lease / 4);
        }
        options.OpenSweeps?.Invoke().PipeTo(Self, success: open => new AskSweeps(open), failure: e => new SweepsUnknown(e));
    }

    /// <inheritdoc />
    protected override void PostStop() => metrics.Dispose();

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SlotsWanted want: Want(want.Demand); break;
            case SlotsHeld held: Compare(held); break;
            case SlotReleased released: Release(released); break;
            case SweepOver over: Forget(over.Sweep); break;
            case DescribeNodes: Sender.Tell(new NodesDescribed(placement.Describe().Select(Status).ToEquatableList()), Self); return;
            case DescribeObstacles:
                Sender.Tell(new ObstaclesDescribed(obstacles.Select(o => new Obstacle(o.Key, o.Value)).ToEquatableList()), Self);
                return;
            case LookForObstacles: TellObstacles(); return;
            case AskSweeps ask: Ask(ask.Sweeps); return;
            case SweepsUnknown failed:
                log.Warning("The sweeps that go on cannot be listed, and will say themselves what they have: {0}", failed.Cause.Message);
                return;
            default:
                if (!HandleNode(message))
                {
                    Unhandled(message);
                    return;
                }
                break;
        }
        Serve();
    }

    private void Want(SweepDemand demand)
    {
        known[demand.Sweep] = options.Time.GetTimestamp();
        placement.Want(demand);
    }

    // A grant or a release may have got lost, and a new scheduler knows of neither.
    private void Compare(SlotsHeld held)
    {
        known[held.Sweep] = options.Time.GetTimestamp();
        foreach (var lease in held.Held.Concat(held.Unclaimed))
        {
            placement.Keep(lease);
            grantedAt.Remove(lease);
            ExpectNode(lease.Slot.Node);
        }
        foreach (var lease in held.Unclaimed)
        {
            Grant(lease);
        }
        var said = held.Held.Concat(held.Unclaimed).ToHashSet();
        foreach (var lease in placement.LeasesOf(held.Sweep).Where(l => !said.Contains(l) && IsOverdue(l)))
        {
            Grant(lease);
        }
    }

    private bool IsOverdue(Assignment lease) =>
        !grantedAt.TryGetValue(lease, out var at) || (options.Lease is { } limit && options.Time.GetElapsedTime(at) > limit / 4);

    private void Grant(Assignment lease)
    {
        if (nodes.TryGetValue(lease.Slot.Node, out var life))
        {
            grantedAt[lease] = options.Time.GetTimestamp();
            sweeps.Tell(new SlotGranted(lease, life.Node), Self);
        }
    }

    private void Release(SlotReleased released)
    {
        grantedAt.Remove(released.Lease);
        if (placement.Release(released.Lease, released.Outcome) is not { } exclusion)
        {
            return;
        }
        Timers.StartSingleTimer(CoolDownOf(exclusion.Node), new Readmit(exclusion.Node), options.CoolDown);
        options.News(exclusion.Node, $"is excluded for {options.CoolDown.TotalMinutes:0.#} minutes: {exclusion.Reason}");
    }

    private void Forget(SweepId sweep)
    {
        foreach (var lease in placement.LeasesOf(sweep))
        {
            grantedAt.Remove(lease);
        }
        known.Remove(sweep);
        obstacles.Remove(sweep);
        placement.Forget(sweep);
    }

    private void ReportLost(IEnumerable<Assignment> lost, FailureKind kind, string reason)
    {
        foreach (var lease in lost)
        {
            grantedAt.Remove(lease);
            sweeps.Tell(new SlotLost(lease, kind, reason), Self);
        }
    }

    private void Serve()
    {
        foreach (var lease in placement.Place())
        {
            Grant(lease);
        }
        metrics.Set(placement.Occupancy);
        if (known.Count > 0 && !Timers.IsTimerActive(nameof(LookForObstacles)))
        {
            Timers.StartSingleTimer(nameof(LookForObstacles), LookForObstacles.Message, options.ObstacleDelay);
        }
    }

    // A change leads to another look, so that nothing is missed and nothing happens while nothing changes.
    private void TellObstacles()
    {
        foreach (var sweep in known.Keys)
        {
            var (now, before) = (placement.Obstacle(sweep), obstacles.GetValueOrDefault(sweep));
            if (now == before)
            {
                continue;
            }
            if (now is null)
            {
                obstacles.Remove(sweep);
            }
            else
            {
                obstacles[sweep] = now;
            }
            sweeps.Tell(new SlotsUnavailable(sweep, now), Self);
        }
    }

    private void Ask(IReadOnlyList<SweepId> open)
    {
        foreach (var sweep in open)
        {
            sweeps.Tell(new QueryDemand(sweep), Self);
        }
    }

    // One that has ended, and whose farewell got lost, says it again.
    private void AskSilentSweeps()
    {
        foreach (var (sweep, heardAt) in known)
        {
            if (options.Time.GetElapsedTime(heardAt) > options.Lease)
            {
                sweeps.Tell(new QueryDemand(sweep), Self);
            }
        }
    }

    private sealed record AskSweeps(IReadOnlyList<SweepId> Sweeps);

    private sealed record SweepsUnknown(Exception Cause);

    private sealed class LookForObstacles
    {
        public static readonly LookForObstacles Message = new();
    }
}
