using System.Globalization;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Engine.Benchmarks;

// Usage: [TRIALS] | recovery [TRIALS] | viewing [TRIALS] | written HOME [TRIALS]
if (args is ["written", var home, .. var length])
{
    await new Viewing(Path.Combine(Directory.CreateDirectory(home).FullName, "journal.db"), Number(length, 10_000)).WriteAsync();
    return;
}

var folder = Directory.CreateTempSubdirectory("engine-").FullName;
try
{
    await new Throughput(null, 4, 400).MeasureAsync(); // to warm up
    if (args is ["recovery", .. var rest])
    {
        await RecoveryAsync(Number(rest, 10_000));
    }
    else if (args is ["viewing", .. var more])
    {
        await new Viewing(Path.Combine(folder, "viewing.db"), Number(more, 50_000)).MeasureAsync();
    }
    else
    {
        await ThroughputAsync(Number(args, 400));
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static int Number(string[] given, int otherwise) => given.Length > 0 ? int.Parse(given[0], CultureInfo.InvariantCulture) : otherwise;

async Task<JournalDatabase> OpenAsync(string name)
{
    var journal = JournalDatabase.Sqlite(Path.Combine(folder, name));
    await journal.PrepareAsync();
    return journal;
}

// Trials a second when training takes no time: suggestion, two folds leased and completed, seven events, all durable in order.
async Task ThroughputAsync(int trials)
{
    await using (var warm = await OpenAsync("warm.db"))
    {
        await new Throughput(warm, 4, trials).MeasureAsync();
    }
    Console.WriteLine("sweeps  SQLite trials/s  CPU us a trial  memory trials/s  appends/trial");
    foreach (var sweeps in new[] { 1, 4, 16, 64 })
    {
        await using var sqlite = await OpenAsync($"journal-{sweeps}.db");
        var onDisk = new Throughput(sqlite, sweeps, trials);
        var (durable, cpu) = await onDisk.MeasureAsync();
        var (inMemory, _) = await new Throughput(null, sweeps, trials).MeasureAsync();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
                $"{sweeps,6}  {durable,15:N0}  {cpu.TotalMicroseconds,14:N0}  {inMemory,15:N0}  {onDisk.CommitsPerTrial,13:N2}"));
    }
}

// A long sweep, run and recovered, with snapshots and from all its events.
async Task RecoveryAsync(int trials)
{
    Console.WriteLine("snapshots  trials/s  CPU s of the run  events  recovery s by the clock, of CPU time (medians of 9)");
    foreach (var snapshots in new[] { true, false })
    {
        await using var journal = await OpenAsync($"recovery-{snapshots}.db");
        var (rate, cpu) = await new Throughput(journal, 1, trials, snapshots).MeasureAsync();
        var sweep = new SweepId("engine-0");
        var runs = new List<(double Clock, double Processor)>();
        for (var run = 0; run < 9; run++)
        {
            runs.Add(await new Recovery(journal, snapshots).MeasureAsync(sweep));
        }
        var events = await journal.Sweeps.EventsAsync(sweep).CountAsync();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(snapshots ? "yes" : "no"),9}  {rate,8:N0}  {(cpu * trials).TotalSeconds,16:N1}  {events,6:N0}  "
                + $"{Median(runs, r => r.Clock),8:N3} {Median(runs, r => r.Processor),8:N3}"));
    }
}

static double Median(List<(double Clock, double Processor)> runs, Func<(double Clock, double Processor), double> figure) =>
    runs.Select(figure).Order().ElementAt(runs.Count / 2);
