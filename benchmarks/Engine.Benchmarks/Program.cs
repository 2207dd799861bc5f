using System.Globalization;
using Orchestrator.Engine.Benchmarks;
using Orchestrator.Journal.Memory;
using Orchestrator.Journal.Sqlite;

// Trials a second when training takes no time: suggestion, two folds leased and completed, seven events, all durable in order.
var trials = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 400;
var folder = Directory.CreateTempSubdirectory("engine-").FullName;
await new Throughput(new MemoryJournal(), 4, trials).MeasureAsync(); // to warm up
Console.WriteLine("sweeps  SQLite trials/s  memory trials/s  appends/trial");
foreach (var sweeps in new[] { 1, 4, 16, 64 })
{
    await using var sqlite = SqliteJournal.Open(Path.Combine(folder, $"journal-{sweeps}.db"));
    await using var memory = new MemoryJournal();
    var onDisk = new Throughput(sqlite, sweeps, trials);
    var durable = await onDisk.MeasureAsync();
    var volatileRate = await new Throughput(memory, sweeps, trials).MeasureAsync();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sweeps,6}  {durable,15:N0}  {volatileRate,15:N0}  {onDisk.CommitsPerTrial,13:N2}"));
}
Directory.Delete(folder, recursive: true);
