using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Sweeps.Tests.Scheduling;

/// <summary>Nodes and sweeps that do anything in any order, and a plain reckoning of what may go where, against which a placement is
/// held.</summary>
internal sealed class TestCluster
{
    private static readonly string[] Names = ["a", "b", "c", "d"];
    private static readonly ResourcesDefinition[] Wishes =
    [
        new(), new("cuda"), new("cpu", Weight: 3), new(Priority: 1, MaxSlots: 2), new(NodeLabels: Board.Labels("gpu=x")),
            new(Weight: 0.5, Priority: 1),
    ];

    private readonly Placement placement = new();
    private readonly Dictionary<SlotId, Assignment> running = [];
    private readonly Dictionary<string, Dictionary<FoldId, FoldDemand>> waiting = [];
    private int lives;
    private int trials;

    /// <summary>One thing happens; then the free slots are filled.</summary>
    public IReadOnlyList<Assignment> Live(int step)
    {
        var (what, which, detail) = (step % 12, step / 12 % 97, step / 1200);
        var node = Names[which % Names.Length];
        switch (what)
        {
            case 0 or 1:
                OnLost(
                placement.Join(Offer(node, which, detail, (++lives).ToString(System.Globalization.CultureInfo.InvariantCulture)))); break;
            case 2: OnLost(placement.Leave(node)); break;
            case 3: placement.Drain(node); break;
            case 4: placement.Readmit(node); break;
            case 5 when placement.Describe().FirstOrDefault(n => n.Offer.Node == node) is { } known:
                OnLost(placement.Join(Offer(node, which, detail, known.Offer.Instance)));
                break;
            case 6 or 7: Ask(which % Wishes.Length, detail % 4); break;
            case 8: Forget($"s{which % Wishes.Length}"); break;
            default: End(which, detail); break;
        }
        var made = placement.Place();
        foreach (var assignment in made)
        {
            Accept(assignment);
        }

        ShouldLeaveNothingThatCouldBeUsed();
        return made;
    }

    private static NodeJoined Offer(string name, int which, int detail, string instance) => detail % 3 == 0
        ? Board.Offer(name, 1 + which % 4, "cuda:0", instance, "gpu=x")
        : Board.Offer(name, detail % 3 == 1 ? which % 3 : 2, "cpu", instance, which % 2 == 0 ? ["gpu=x"] : []);

    private void Ask(int wish, int count)
    {
        var sweep = $"s{wish}";
        if (!waiting.TryGetValue(sweep, out var folds))
        {
            waiting.Add(sweep, folds = []);
        }

        foreach (var fold in Board.Trials(trials++, 1, count + 1))
        {
            folds.Add(fold.Fold, fold);
        }

        Tell(sweep);
    }

    private void End(int which, int detail)
    {
        if (running.Count == 0)
        {
            return;
        }

        var assignment = running.Values.OrderBy(a => a.Slot.ToString(), StringComparer.Ordinal).ElementAt(which % running.Count);
        FailureKind? failure = (detail % 4) switch { 0 => FailureKind.Crashed, 1 => FailureKind.Interrupted, _ => null };
        running.Remove(assignment.Slot);
        placement.Release(assignment, new SlotOutcome(failure, "It broke."));
        if (failure is null)
        {
            return;
        }

        Again(assignment, failure == FailureKind.Crashed ? [assignment.Slot.Node] : []);
    }

    private void OnLost(IReadOnlyList<Assignment> lost)
    {
        foreach (var assignment in lost)
        {
            running.Remove(assignment.Slot).ShouldBeTrue();
            Again(assignment, []);
        }
    }

    private void Again(Assignment assignment, string[] failedOn)
    {
        waiting[assignment.Sweep.Value][assignment.Fold] = Board.Fold(assignment.Fold.Trial, assignment.Fold.Fold, failedOn);
        Tell(assignment.Sweep.Value);
    }

    private void Forget(string sweep)
    {
        placement.Forget(new SweepId(sweep));
        waiting.Remove(sweep);
        foreach (var assignment in running.Values.Where(a => a.Sweep.Value == sweep).ToArray())
        {
            running.Remove(assignment.Slot);
        }
    }

    private void Tell(string sweep) =>
        placement.Want(new SweepDemand(new SweepId(sweep), Wish(sweep), "data", [.. waiting[sweep].Values.OrderBy(f => f.Fold)]));

    private static ResourcesDefinition Wish(string sweep) => Wishes[sweep[1] - '0'];

    private void Accept(Assignment assignment)
    {
        var sweep = assignment.Sweep.Value;
        waiting[sweep].Remove(assignment.Fold, out var demand).ShouldBeTrue();
        var node = placement.Describe().Single(n => n.Offer.Node == assignment.Slot.Node);
        MayRun(sweep, demand!, node).ShouldBeTrue($"{assignment} on {node}");
        node.Offer.Slots.Any(s => s.Id == assignment.Slot).ShouldBeTrue();
        running.TryAdd(assignment.Slot, assignment).ShouldBeTrue("two folds in one slot");
        running.Values.Count(a => a.Sweep.Value == sweep).ShouldBeLessThanOrEqualTo(Wish(sweep).MaxSlots ?? int.MaxValue);
    }

    private void ShouldLeaveNothingThatCouldBeUsed()
    {
        var nodes = placement.Describe();
        placement.Occupancy.ShouldBe(new SlotOccupancy(
            nodes.Count, nodes.Count(n => !n.Draining && n.Excluded is null), nodes.Sum(n => n.Offer.Slots.Count), nodes.Sum(n => n.Busy)));
        foreach (var node in nodes)
        {
            if (node.Offer.Slots.All(s => running.ContainsKey(s.Id)))
            {
                continue;
            }

            foreach (var (sweep, folds) in waiting)
            {
                if (running.Values.Count(a => a.Sweep.Value == sweep) >= (Wish(sweep).MaxSlots ?? int.MaxValue))
                {
                    continue;
                }

                folds.Values.Any(f => MayRun(sweep, f, node)).ShouldBeFalse($"{sweep} on {node.Offer.Node}");
            }
        }
    }

    private bool MayRun(string sweep, FoldDemand demand, NodeStanding node)
    {
        if (!Serves(sweep, node))
        {
            return false;
        }

        return !demand.FailedOn.Contains(node.Offer.Node)
            || placement.Describe().Where(n => Serves(sweep, n)).All(n => demand.FailedOn.Contains(n.Offer.Node));
    }

    private static bool Serves(string sweep, NodeStanding node)
    {
        var wish = Wish(sweep);
        return !node.Draining && node.Excluded is null && (wish.NodeLabels ?? []).All(l => node.Offer.Labels!.Contains(l))
            && node.Offer.Slots.Any(s => wish.Device == "auto" || s.Device.StartsWith(wish.Device, StringComparison.Ordinal));
    }
}
