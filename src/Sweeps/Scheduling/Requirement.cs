using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Sweeps.Scheduling;

/// <summary>What a sweep asks of a node.</summary>
/// <param name="Device"><c>auto</c>, <c>cpu</c> or <c>cuda</c>.</param>
/// <param name="Labels">In a fixed order, so that the same wishes are equal.</param>
/// <param name="Data">Not asked for, but preferred: the name of what it trains on.</param>
internal sealed record Requirement(string Device, EquatableList<NodeLabel> Labels, string Data)
{
    public static Requirement Of(SweepDemand demand, PlacementOptions options) => options.AnyNode
        ? new("auto", [], demand.Data)
        : new(
            demand.Resources.Device,
            (demand.Resources.NodeLabels ?? []).OrderBy(l => l.Key, StringComparer.Ordinal).ThenBy(l => l.Value, StringComparer.Ordinal)
                .ToEquatableList(),
            demand.Data);

    public bool IsMetBy(PlacedNode node) => node.Offers(Device) && Labels.All(node.HasLabel);

    /// <summary>Why no node will do now, to stand after "waiting: "; null = one will.</summary>
    public string? Obstacle(IReadOnlyCollection<PlacedNode> nodes)
    {
        var fit = nodes.Where(IsMetBy).OrderBy(n => n.Name, StringComparer.Ordinal).ToArray();
        if (fit.Any(n => n.InService))
        {
            return null;
        }

        if (nodes.Count == 0)
        {
            return "no node is present";
        }

        if (fit is [var first, ..])
        {
            return $"node '{first.Name}' {(first.Draining ? "is drained" : $"is excluded ({first.Excluded})")}"
                + (fit.Length > 1 ? $", and so it is with all {fit.Length} that would do" : "");
        }

        if (Labels.FirstOrDefault(label => !nodes.Any(n => n.HasLabel(label))) is { } missing)
        {
            return $"no node has label {missing}";
        }

        return Labels.Count > 0 && !nodes.Any(n => Labels.All(n.HasLabel))
            ? $"no node has the labels {string.Join(" and ", Labels)} together"
            : $"no node {(Labels.Count > 0 ? $"with {string.Join(" and ", Labels)} " : "")}offers a slot on '{Device}'";
    }
}
