using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Sweeps.Tests.Scheduling;

/// <summary>A placement with what it has given away, so that a test reads as a story.</summary>
internal sealed class Board(PlacementOptions? options = null)
{
    public Placement Placement { get; } = new(options);

    public List<Assignment> Running { get; } = [];

    public static EquatableList<NodeLabel> Labels(params string[] labels) =>
        labels.Select(l => NodeLabel.TryParse(l, out var label) ? label : throw new ArgumentException(l)).ToEquatableList();

    public static NodeJoined Offer(string name, int slots = 2, string device = "cpu", string instance = "1", params string[] labels) => new(
        name, instance, Enumerable.Range(0, slots).Select(i => new SlotDescription(new SlotId(name, i), device, 1)).ToEquatableList(),
            Labels(labels));

    public static FoldDemand Fold(int trial, int fold, params string[] failedOn) =>
        new(new FoldId(trial, fold), failedOn.ToEquatableList());

    public static IEnumerable<FoldDemand> Trials(int first, int count, int folds = 5) =>
        from trial in Enumerable.Range(first, count) from fold in Enumerable.Range(0, folds) select Fold(trial, fold);

    public void Want(string sweep, IEnumerable<FoldDemand> folds, ResourcesDefinition? resources = null, string data = "data") =>
        Placement.Want(new SweepDemand(new SweepId(sweep), resources ?? new ResourcesDefinition(), data, folds.ToEquatableList()));

    public IReadOnlyList<Assignment> Place()
    {
        var made = Placement.Place();
        Running.AddRange(made);
        return made;
    }

    public Exclusion? End(Assignment assignment, FailureKind? failure = null)
    {
        Running.Remove(assignment).ShouldBeTrue();
        return Placement.Release(assignment, new SlotOutcome(failure, failure is null ? "" : $"{assignment.Fold} broke."));
    }

    public int HeldBy(string sweep) => Running.Count(a => a.Sweep.Value == sweep);

    public NodeStanding Node(string name) => Placement.Describe().Single(n => n.Offer.Node == name);
}
