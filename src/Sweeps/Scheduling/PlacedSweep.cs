using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Sweeps.Scheduling;

/// <summary>A sweep with what it waits for and what it holds.</summary>
/// <param name="id">Which.</param>
/// <param name="resources">What it may take.</param>
/// <param name="pool">Where it may go.</param>
/// <param name="arrival">Its number in the order of arrival.</param>
internal sealed class PlacedSweep(SweepId id, ResourcesDefinition resources, CandidatePool pool, int arrival)
{
    private static readonly string[] Nowhere = [];
    private readonly SortedDictionary<FoldId, FoldDemand> waiting = [];
    private readonly Dictionary<FoldId, string> held = [];
    private readonly Dictionary<int, List<string>> nodesOfTrial = [];

    public SweepId Id => id;

    public CandidatePool Pool => pool;

    public int Priority => resources.Priority;

    public double Weight { get; } = resources.Weight > 0 ? resources.Weight : 1; // of a journal that a faulty version wrote

    public int Arrival => arrival;

    /// <summary>Slots given so far, each divided by the weight: who has had least is next.</summary>
    public double Served { get; set; }

    /// <summary>The round of decisions in which nothing was found for it.</summary>
    public long StuckIn { get; set; }

    public int Held => held.Count;

    public bool IsWaiting => waiting.Count > 0;

    /// <summary>Whether it may be given a slot.</summary>
    public bool Wants => waiting.Count > 0 && held.Count < Math.Max(1, resources.MaxSlots ?? int.MaxValue); // none at all would never end

    public bool IsActive => waiting.Count > 0 || held.Count > 0;

    public IEnumerable<FoldDemand> Waiting => waiting.Values;

    /// <summary>Replaces what it waits for; what it holds was asked for before it knew.</summary>
    public void Want(IReadOnlyList<FoldDemand> folds)
    {
        waiting.Clear();
        foreach (var fold in folds)
        {
            if (!held.ContainsKey(fold.Fold))
            {
                waiting[fold.Fold] = fold;
            }
        }
    }

    public void Take(FoldId fold, string node)
    {
        waiting.Remove(fold);
        if (!held.TryAdd(fold, node))
        {
            return;
        }

        if (!nodesOfTrial.TryGetValue(fold.Trial, out var nodes))
        {
            nodesOfTrial.Add(fold.Trial, nodes = []);
        }

        nodes.Add(node);
    }

    public void Release(FoldId fold)
    {
        if (!held.Remove(fold, out var node))
        {
            return;
        }

        var nodes = nodesOfTrial[fold.Trial];
        nodes.Remove(node);
        if (nodes.Count == 0)
        {
            nodesOfTrial.Remove(fold.Trial);
        }
    }

    /// <summary>Where folds of a trial run now.</summary>
    public IReadOnlyList<string> NodesOf(int trial) => nodesOfTrial.TryGetValue(trial, out var nodes) ? nodes : Nowhere;
}
