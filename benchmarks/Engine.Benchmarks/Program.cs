using System.Globalization;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Engine.Benchmarks;
using Orchestrator.Journal;
using Orchestrator.Journal.Memory;
using Orchestrator.Journal.Sqlite;

// Usage: [TRIALS] | recovery [TRIALS]
var folder = Directory.CreateTempSubdirectory("engine-").FullName;
await new Throughput(new MemoryJournal(), 4, 400).MeasureAsync(); // to warm up
if (args is ["recovery", .. var rest]) await RecoveryAsync(Number(rest, 10_000));
else await ThroughputAsync(Number(args, 400));
Directory.Delete(folder, recursive: true);

static int Number(string[] given, int otherwise) => given.Length > 0 ? int.Parse(given[0], CultureInfo.InvariantCulture) : otherwise;

// Trials a second when training takes no time: suggestion, two folds leased and completed, seven events, all durable in order.
async Task ThroughputAsync(int trials)
{
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
}

// A long sweep, run and recovered, with snapshots and from all its events.
async Task RecoveryAsync(int trials)
{
    Console.WriteLine("snapshots  trials/s  CPU s of the run  events  recovery s by the clock, of CPU time (medians of 9)");
    foreach (var snapshots in new[] { true, false })
    {
        await using var sqlite = SqliteJournal.Open(Path.Combine(folder, $"recovery-{snapshots}.db"));
        IJournal journal = snapshots ? sqlite : new WithoutSnapshots(sqlite);
        var before = Environment.CpuUsage.TotalTime;
        var rate = await new Throughput(journal, 1, trials).MeasureAsync();
        var spent = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        var sweep = new SweepId("engine-0");
        var runs = new List<(double Clock, double Processor)>();
        for (var run = 0; run < 9; run++) runs.Add(await new Recovery(journal).MeasureAsync(sweep));
        var events = 0;
        await foreach (var _ in sqlite.ReadAsync($"sweep-{sweep}")) events++;
        var kept = await sqlite.LoadSnapshotAsync($"sweep-{sweep}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{(snapshots ? "yes" : "no"),9}  {rate,8:N0}  {spent,16:N1}  {events,6:N0}  {runs.Select(r => r.Clock).Order().ElementAt(4),8:N3} {runs.Select(r => r.Processor).Order().ElementAt(4),8:N3}{(kept is null ? "" : $"  (the last at event {kept.SequenceNr:N0}, {kept.Json.Length / 1e6:N1} MB)")}"));
    }
}
