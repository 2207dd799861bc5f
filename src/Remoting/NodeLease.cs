namespace Orchestrator.Remoting;

/// <summary>For how long a node may be out of sight before what it runs is given to others: the same on all coordinators and
/// nodes.</summary>
public static class NodeLease
{
    /// <summary>10 seconds.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromHours(1);

    /// <summary>Whether it is from a second to an hour.</summary>
    public static bool IsValid(TimeSpan lease) => lease >= Shortest && lease <= Longest;
}
