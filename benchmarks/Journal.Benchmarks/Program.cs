using System.Globalization;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Journal.Benchmarks;
using Orchestrator.Servers;

// Usage: [SECONDS] [WORDS]. How long each number is measured, 3 without; and only of workloads whose name has the words.
var seconds = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 3;
var chosen = Workload.All.Where(workload => args.Length < 2 || workload.Name.Contains(args[1], StringComparison.Ordinal)).ToList();
var columns = new List<(string Store, IReadOnlyList<double> Rates)>();

var folder = Directory.CreateTempSubdirectory("journal-benchmark-");
try
{
    columns.Add(("SQLite", await MeasureAsync(JournalDatabase.Sqlite(Path.Combine(folder.FullName, "journal.db")))));
}
finally
{
    folder.Delete(recursive: true);
}

if (PostgresServer.Missing is { } reason)
{
    Console.Error.WriteLine(reason);
}
else
{
    await using var server = await PostgresServer.StartAsync();
    columns.Add(("PostgreSQL", await MeasureAsync(JournalDatabase.Postgres(await server.CreateDatabaseAsync()))));
}

Console.WriteLine($"| a second | {string.Join(" | ", columns.Select(column => column.Store))} |");
Console.WriteLine($"|---|{string.Concat(columns.Select(_ => "---:|"))}");
for (var i = 0; i < chosen.Count; i++)
{
    var rates = columns.Select(column => column.Rates[i].ToString("N0", CultureInfo.InvariantCulture));
    Console.WriteLine($"| {chosen[i].Name} | {string.Join(" | ", rates)} |");
}

async Task<IReadOnlyList<double>> MeasureAsync(JournalDatabase opened)
{
    await using var database = opened;
    await database.PrepareAsync();
    using var bench = new Bench(database);
    var rates = new List<double>();
    foreach (var workload in chosen)
    {
        rates.Add(await workload.MeasureAsync(bench, TimeSpan.FromSeconds(seconds)));
    }
    await bench.System.Terminate();
    return rates;
}
