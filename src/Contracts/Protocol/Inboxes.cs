namespace Orchestrator.Contracts.Protocol;

/// <summary>Names under which the parts of a cluster find each other.</summary>
public static class Inboxes
{
    private const string NodePrefix = "node.";

    // A tilde begins what belongs to one life of its owner.
    private const string HolderPrefix = "~holder.";

    /// <summary>The inbox of whichever coordinator has the seat, and the name under which it is present.</summary>
    public const string Coordinator = "coordinator";

    /// <summary>Where the same one gets what holders of sweeps say. Apart from the nodes' inbox, whose messages wait for the holders' answers.</summary>
    public const string Seat = "coordinator.seat";

    /// <summary>The inbox of a node, and the name under which it is present.</summary>
    public static string OfNode(string node) => NodePrefix + node;

    /// <summary>Reads <see cref="OfNode"/>; false for the name of something else.</summary>
    public static bool TryReadNode(string name, out string node) => TryRead(name, NodePrefix, out node);

    /// <summary>The inbox of a coordinator as one that holds sweeps, and the name under which it is present.</summary>
    public static string OfHolder(string holder) => HolderPrefix + holder;

    /// <summary>Reads <see cref="OfHolder"/>; false for the name of something else.</summary>
    public static bool TryReadHolder(string name, out string holder) => TryRead(name, HolderPrefix, out holder);

    private static bool TryRead(string name, string prefix, out string rest)
    {
        var found = name.StartsWith(prefix, StringComparison.Ordinal);
        rest = found ? name[prefix.Length..] : "";
        return found;
    }
}
