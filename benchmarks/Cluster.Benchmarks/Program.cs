using Orchestrator.Cluster.Benchmarks;
using Orchestrator.Servers;

// Usage: [trials | rows | nodes | idle | failover]...; all of them without.
if (args is ["fleet", .. var orders])
{
    await Fleet.ServeAsync(FleetOrders.Parse(orders));
    return 0;
}
if (args is ["coordinate", var databaseUri, var port, .. var plan])
{
    await CoordinatorProcess.ServeAsync(databaseUri, int.Parse(port, System.Globalization.CultureInfo.InvariantCulture),
        plans: plan is ["plan"]);
    return 0;
}
if (PostgresServer.Missing is { } reason)
{
    Console.Error.WriteLine(reason);
    return 1;
}
await using var database = await PostgresServer.StartAsync();
foreach (var name in args.Length > 0 ? args : ["trials", "rows", "nodes", "idle", "failover"])
{
    switch (name)
    {
        case "trials": await Measurements.TrialsAsync(database); break;
        case "rows": await Measurements.RowsAsync(database); break;
        case "nodes": await Measurements.NodesAsync(database); break;
        case "idle": await Measurements.IdleAsync(database); break;
        case "failover": await Failover.MeasureAsync(database); break;
        default:
            Console.Error.WriteLine($"'{name}' is none of trials, rows, nodes, idle, failover.");
            return 2;
    }
    Console.WriteLine();
}
return 0;
