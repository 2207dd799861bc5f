namespace Orchestrator.Sweeps.Scheduling;

/// <summary>The nodes that meet a requirement, those with a free slot ordered by how well they suit.</summary>
/// <remarks>Best is who has the data (on its disk, or because it has trained on it), then who has a GPU, then who has most to spare; equals
/// go by name, so that the order is the same everywhere.</remarks>
internal sealed class CandidatePool(Requirement requirement, OperationCounter effort)
{
    private readonly SortedSet<Candidate> free = new(new ByAptitude(effort));
    private readonly Dictionary<string, Candidate> ranks = new(StringComparer.Ordinal);
    private readonly HashSet<string> serving = new(StringComparer.Ordinal);

    private sealed record Candidate(PlacedNode Node, bool HasData, bool HasGpu, double Load);

    public Requirement Requirement => requirement;

    /// <summary>Sweeps that choose from it.</summary>
    public int Users { get; set; }

    /// <summary>Nodes that meet the requirement and are in service, busy or not.</summary>
    public int Serving => serving.Count;

    public bool IsServedBy(string node) => serving.Contains(node);

    /// <summary>Takes note of a change of a node.</summary>
    public void Update(PlacedNode node)
    {
        Forget(node);
        if (!node.InService || !requirement.IsMetBy(node))
        {
            return;
        }

        serving.Add(node.Name);
        if (node.FirstFree(requirement.Device) is null)
        {
            return;
        }

        var candidate = new Candidate(node, node.HasData(requirement.Data), node.HasGpu, node.Load);
        ranks[node.Name] = candidate;
        free.Add(candidate);
    }

    public void Forget(PlacedNode node)
    {
        serving.Remove(node.Name);
        if (ranks.Remove(node.Name, out var known))
        {
            free.Remove(known);
        }
    }

    /// <summary>The best node for a fold: one that runs the same trial (and so has the data), else the first in order; null =
    /// none.</summary>
    public PlacedNode? Choose(FoldDemand fold, IReadOnlyList<string> sameTrial)
    {
        if (free.Count == 0)
        {
            return null;
        }

        var elsewhere = fold.FailedOn.Count > 0 && fold.FailedOn.Count(serving.Contains) < serving.Count;
        Candidate? near = null;
        foreach (var node in sameTrial)
        {
            effort.Step();
            if (Suits(node) && ranks.TryGetValue(node, out var rank) && (near is null || free.Comparer.Compare(rank, near) < 0))
            {
                near = rank;
            }
        }
        return near?.Node ?? free.Select(c => c.Node).FirstOrDefault(n => Suits(n.Name));

        bool Suits(string node)
        {
            effort.Step();
            return !elsewhere || !fold.FailedOn.Contains(node);
        }
    }

    private sealed class ByAptitude(OperationCounter effort) : IComparer<Candidate>
    {
        public int Compare(Candidate? x, Candidate? y)
        {
            effort.Step();
            return y!.HasData.CompareTo(x!.HasData) is var data and not 0 ? data
                : y.HasGpu.CompareTo(x.HasGpu) is var gpu and not 0 ? gpu
                : x.Load.CompareTo(y.Load) is var load and not 0 ? load
                : string.CompareOrdinal(x.Node.Name, y.Node.Name);
        }
    }
}
