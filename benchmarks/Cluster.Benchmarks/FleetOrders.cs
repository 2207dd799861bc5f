using System.Globalization;

namespace Orchestrator.Cluster.Benchmarks;

/// <summary>What a process full of nodes is to simulate.</summary>
/// <param name="Coordinators">Whom they know, <c>host:port</c>; each node has a connection of its own.</param>
/// <param name="Nodes">How many.</param>
/// <param name="Slots">Of each.</param>
/// <param name="Milliseconds">How long a fold takes; 0: no time at all.</param>
/// <param name="Epochs">Reported by each fold.</param>
/// <param name="Metrics">Of each epoch.</param>
/// <param name="Name">What the nodes' names begin with.</param>
internal sealed record FleetOrders(IReadOnlyList<string> Coordinators, int Nodes, int Slots, int Milliseconds = 0, int Epochs = 0,
    int Metrics = 0, string Name = "node")
{
    /// <summary>The inverse of <see cref="Arguments"/>.</summary>
    public static FleetOrders Parse(string[] arguments)
    {
        int Number(int i) => int.Parse(arguments[i], CultureInfo.InvariantCulture);
        return new(arguments[0].Split(','), Number(1), Number(2), Number(3), Number(4), Number(5), arguments[6]);
    }

    /// <summary>For a command line.</summary>
    public IEnumerable<string> Arguments() =>
        [string.Join(',', Coordinators),
            .. new[] { Nodes, Slots, Milliseconds, Epochs, Metrics }.Select(n => n.ToString(CultureInfo.InvariantCulture)), Name];
}
