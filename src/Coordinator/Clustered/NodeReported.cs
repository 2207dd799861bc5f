using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;

namespace Orchestrator.Coordinator.Clustered;

/// <summary>A node on another machine says what it has in hand; the sender stands for it.</summary>
/// <param name="Node">What it says.</param>
/// <param name="IsNew">Whether this coordinator hears of this life of the node for the first time: its slots are not offered yet.</param>
/// <param name="AskedAt">
/// The coordinator's timestamp before it asked: what was sent to the node earlier has reached it by now. 0 when it was not asked.
/// </param>
/// <param name="OffersOther">Whether it offers something else than it did before.</param>
public sealed record NodeReported(NodeJoined Node, bool IsNew, long AskedAt, bool OffersOther = false)
{
    /// <summary>Told to a sweep: those of its folds that were sent to the node before it was asked, and so must be in its hands.</summary>
    public EquatableList<FoldId> Due { get; init; } = [];
}
