using Orchestrator.Cluster.Benchmarks;
using Orchestrator.Servers;

// Usage: [trials | rows | nodes | idle | failover]...; all of them without.
if (args is ["fleet", .. var orders])
{
    await Fleet.ServeAsync(FleetOrders.Parse(orders));
    return 0;
}
if (args is ["coordinate", var brokerUri, var databaseUri, .. var plan])
{
    await CoordinatorProcess.ServeAsync(new Uri(brokerUri), databaseUri, plans: plan is ["plan"]);
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
foreach (var name in args.Length > 0 ? args : ["trials", "rows", "nodes", "idle", "failover"])
{
    switch (name)
    {
        case "trials": await Measurements.TrialsAsync(servers); break;
        case "rows": await Measurements.RowsAsync(servers); break;
        case "nodes": await Measurements.NodesAsync(servers); break;
        case "idle": await Measurements.IdleAsync(servers); break;
        case "failover": await Failover.MeasureAsync(servers); break;
        default:
            Console.Error.WriteLine($"'{name}' is none of trials, rows, nodes, idle, failover.");
            return 2;
    }
    Console.WriteLine();
}
return 0;
