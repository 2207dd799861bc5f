using System.Globalization;
using Orchestrator.Journal;
using Orchestrator.Journal.Benchmarks;
using Orchestrator.Journal.Postgres;
using Orchestrator.Journal.Sqlite;
using Orchestrator.Servers;

// Usage: [SECONDS]. How long each number is measured; 3 without.
var seconds = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 3;
var columns = new List<(string Store, IReadOnlyList<double> Rates)>();

var folder = Directory.CreateTempSubdirectory("journal-benchmark-");
try
{
    await using var sqlite = SqliteJournal.Open(Path.Combine(folder.FullName, "journal.db"));
    columns.Add(("SQLite", await Workload.MeasureAllAsync(sqlite, TimeSpan.FromSeconds(seconds))));
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
    await using var postgres = await PostgresJournal.OpenAsync(await server.CreateDatabaseAsync());
    columns.Add(("PostgreSQL", await Workload.MeasureAllAsync(postgres, TimeSpan.FromSeconds(seconds))));
}

Console.WriteLine($"| a second | {string.Join(" | ", columns.Select(column => column.Store))} |");
Console.WriteLine($"|---|{string.Concat(columns.Select(_ => "---:|"))}");
for (var i = 0; i < Workload.All.Count; i++)
{
    var rates = columns.Select(column => column.Rates[i].ToString("N0", CultureInfo.InvariantCulture));
    Console.WriteLine($"| {Workload.All[i].Name} | {string.Join(" | ", rates)} |");
}
