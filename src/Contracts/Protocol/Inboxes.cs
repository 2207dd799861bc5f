namespace Orchestrator.Contracts.Protocol;

/// <summary>Names under which the parts of a cluster find each other.</summary>
public static class Inboxes
{
    private const string NodePrefix = "node.";

    /// <summary>The inbox of whichever coordinator has the seat, and the name under which it is present.</summary>
    public const string Coordinator = "coordinator";

    /// <summary>The inbox of a node, and the name under which it is present.</summary>
    public static string OfNode(string node) => NodePrefix + node;

    /// <summary>Reads <see cref="OfNode"/>; false for the name of something else.</summary>
    public static bool TryReadNode(string name, out string node)
    {
        var found = name.StartsWith(NodePrefix, StringComparison.Ordinal);
        node = found ? name[NodePrefix.Length..] : "";
        return found;
    }
}
