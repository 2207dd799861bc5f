using System.Diagnostics;

namespace Orchestrator.Journal.Benchmarks;

/// <summary>Writers that do the same thing over and over, each for entities of its own, and wait for each call before the next.</summary>
/// <param name="Name">As the table has it.</param>
/// <param name="Writers">How many at once.</param>
/// <param name="StartAsync">Given a journal and an entity: what the writer repeats. Each call returns how many things it has done.</param>
internal sealed record Workload(string Name, int Writers, Func<IJournal, string, Task<Func<Task<int>>>> StartAsync)
{
    private const int ReplayedEvents = 20_000;

    /// <summary>About what a trial event is: 200 bytes of JSON.</summary>
    private static readonly JournalEvent Event = new("trial-suggested/1", $"{{\"configuration\":\"{new string('x', 178)}\"}}", DateTimeOffset.UnixEpoch);

    /// <summary>The rows of the table.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        new("events, 1 writer, 1 an append", 1, (journal, id) => AppendingAsync(journal, id, 1)),
        new("events, 64 writers, 1 an append", 64, (journal, id) => AppendingAsync(journal, id, 1)),
        new("events, 1 writer, 100 an append", 1, (journal, id) => AppendingAsync(journal, id, 100)),
        new("measurements, 1 writer, 10 a call", 1, (journal, id) => MeasuringAsync(journal, id, 10)),
        new("measurements, 64 writers, 10 a call", 64, (journal, id) => MeasuringAsync(journal, id, 10)),
        new("measurements, 4 writers, 2,000 a call", 4, (journal, id) => MeasuringAsync(journal, id, 2000)),
        new("events replayed, 1 reader", 1, ReplayingAsync),
    ];

    /// <summary>Things a second, of each workload in turn.</summary>
    public static async Task<IReadOnlyList<double>> MeasureAllAsync(IJournal journal, TimeSpan duration)
    {
        var rates = new List<double>();
        foreach (var workload in All) rates.Add(await workload.MeasureAsync(journal, duration));
        return rates;
    }

    private async Task<double> MeasureAsync(IJournal journal, TimeSpan duration)
    {
        var steps = new List<Func<Task<int>>>();
        for (var i = 0; i < Writers; i++) steps.Add(await StartAsync(journal, $"{Name} {i}"));
        await RunAsync(steps, duration / 10); // warm up: code is compiled, statements are prepared
        var began = Stopwatch.GetTimestamp();
        var done = await RunAsync(steps, duration);
        return done / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task<long> RunAsync(IEnumerable<Func<Task<int>>> steps, TimeSpan duration)
    {
        var began = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(steps.Select(step => Task.Run(async () =>
        {
            var count = 0L;
            while (Stopwatch.GetElapsedTime(began) < duration) count += await step();
            return count;
        })));
        return counts.Sum();
    }

    private static async Task<Func<Task<int>>> AppendingAsync(IJournal journal, string id, int count)
    {
        var epoch = await journal.ClaimAsync(id);
        var nr = 0L;
        JournalEvent[] events = [.. Enumerable.Repeat(Event, count)];
        return async () =>
        {
            nr = await journal.AppendAsync(id, nr, epoch, events);
            return count;
        };
    }

    private static Task<Func<Task<int>>> MeasuringAsync(IJournal journal, string id, int count)
    {
        string[] metrics = ["training/loss", "validation/loss", "validation/accuracy", "validation/auroc"];
        var row = 0;
        return Task.FromResult<Func<Task<int>>>(async () =>
        {
            var rows = new MeasurementRow[count];
            for (var i = 0; i < count; i++, row++)
            {
                // 4 metrics, 50 epochs, 5 folds, and so on.
                rows[i] = new MeasurementRow(id, row / 1000, row / 200 % 5, 1, 1 + (row / 4 % 50), metrics[row % 4], 1.0 / (1 + row));
            }

            await journal.AppendMeasurementsAsync(rows);
            return count;
        });
    }

    private static async Task<Func<Task<int>>> ReplayingAsync(IJournal journal, string id)
    {
        await journal.AppendAsync(id, 0, await journal.ClaimAsync(id), [.. Enumerable.Repeat(Event, ReplayedEvents)]);
        return async () => await journal.ReadAsync(id).CountAsync();
    }
}
