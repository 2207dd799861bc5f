using Orchestrator.Cluster.Benchmarks;
using Orchestrator.Servers;

// Usage: [trials | rows | nodes | idle]...; all of them without.
if (args is ["fleet", .. var orders])
{
    await Fleet.ServeAsync(FleetOrders.Parse(orders));
    return 0;
}
if ((RabbitServer.Missing ?? PostgresServer.Missing) is { } reason)
{
    Console.Error.WriteLine(reason);
    return 1;
}
await using var broker = await RabbitServer.StartAsync();
await using var database = await PostgresServer.StartAsync();
var servers = new BenchServers(broker, database);
foreach (var name in args.Length > 0 ? args : ["trials", "rows", "nodes", "idle"])
{
    switch (name)
    {
        case "trials": await Measurements.TrialsAsync(servers); break;
        case "rows": await Measurements.RowsAsync(servers); break;
        case "nodes": await Measurements.NodesAsync(servers); break;
        case "idle": await Measurements.IdleAsync(servers); break;
        default:
            Console.Error.WriteLine($"'{name}' is none of trials, rows, nodes, idle.");
            return 2;
    }
    Console.WriteLine();
}
return 0;
