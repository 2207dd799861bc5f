using System.Diagnostics;
using Akka.Actor;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Sweeps;

namespace Orchestrator.Journal.Benchmarks;

/// <summary>Writers that do the same thing over and over, each for a sweep of its own, and wait for each call before the next.</summary>
/// <param name="Name">As the table has it.</param>
/// <param name="Writers">How many at once.</param>
/// <param name="StartAsync">Given the bench and a sweep: what the writer repeats. Each call returns how many things it has done.</param>
/// <param name="Beside">Measures all the time beside the writers, and is not counted.</param>
internal sealed record Workload(string Name, int Writers, Func<Bench, SweepId, Task<Func<Task<int>>>> StartAsync, int Beside = 0)
{
    private const int ReplayedEvents = 20_000;

    /// <summary>About what a trial's event is: 200 bytes of JSON.</summary>
    private static readonly SweepEvent Event = new SweepPaused(new string('x', 120), null, false, DateTimeOffset.UnixEpoch);

    /// <summary>The rows of the table.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        new("events, 1 writer, 1 a write", 1, (bench, sweep) => AppendingAsync(bench, sweep, 1)),
        new("events, 64 writers, 1 a write", 64, (bench, sweep) => AppendingAsync(bench, sweep, 1)),
        new("events, 1 writer, 100 a write", 1, (bench, sweep) => AppendingAsync(bench, sweep, 100)),
        new("events, 1 writer, 1 a write, 4 measure 10 a call beside it", 1, (bench, sweep) => AppendingAsync(bench, sweep, 1), Beside: 4),
        new("measurements, 1 writer, 10 a call", 1, (bench, sweep) => MeasuringAsync(bench, sweep, 10)),
        new("measurements, 64 writers, 10 a call", 64, (bench, sweep) => MeasuringAsync(bench, sweep, 10)),
        new("measurements, 4 writers, 2,000 a call", 4, (bench, sweep) => MeasuringAsync(bench, sweep, 2000)),
        new("events replayed by an actor", 1, RecoveringAsync),
        new("events read by SQL", 1, ReadingAsync),
        new("measurements read", 1, ReadingMeasurementsAsync),
    ];

    /// <summary>Things a second.</summary>
    public async Task<double> MeasureAsync(Bench bench, TimeSpan duration)
    {
        var id = string.Concat(Name.Where(char.IsAsciiLetterOrDigit));
        var steps = new List<Func<Task<int>>>();
        for (var i = 0; i < Writers; i++)
        {
            steps.Add(await StartAsync(bench, new SweepId($"{id}-{i}")));
        }
        using var enough = new CancellationTokenSource();
        var beside = Task.WhenAll(Enumerable.Range(0, Beside).Select(i => Task.Run(async () =>
        {
            var step = await MeasuringAsync(bench, new SweepId($"{id}-{i}"), 10);
            while (!enough.IsCancellationRequested)
            {
                await step();
            }
        })));
        await RunAsync(steps, duration / 10); // warm up: code is compiled, statements are prepared
        var began = Stopwatch.GetTimestamp();
        var done = await RunAsync(steps, duration);
        var rate = done / Stopwatch.GetElapsedTime(began).TotalSeconds;
        await enough.CancelAsync();
        await beside;
        return rate;
    }

    private static async Task<long> RunAsync(IEnumerable<Func<Task<int>>> steps, TimeSpan duration)
    {
        var began = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(steps.Select(step => Task.Run(async () =>
        {
            var count = 0L;
            while (Stopwatch.GetElapsedTime(began) < duration)
            {
                count += await step();
            }
            return count;
        })));
        return counts.Sum();
    }

    private static Task<Func<Task<int>>> AppendingAsync(Bench bench, SweepId sweep, int count)
    {
        var actor = bench.Journaling(sweep);
        var write = new JournalingActor.Write([.. Enumerable.Repeat(Event, count)]);
        return Task.FromResult<Func<Task<int>>>(async () =>
        {
            await actor.Ask<long>(write);
            return count;
        });
    }

    private static Task<Func<Task<int>>> MeasuringAsync(Bench bench, SweepId sweep, int count)
    {
        var row = 0;
        return Task.FromResult<Func<Task<int>>>(async () =>
        {
            await bench.Database.Measurements.AppendAsync(Rows(sweep, ref row, count));
            return count;
        });
    }

    private static MeasurementRow[] Rows(SweepId sweep, ref int row, int count)
    {
        string[] metrics = ["training/loss", "validation/loss", "validation/accuracy", "validation/auroc"];
        var rows = new MeasurementRow[count];
        for (var i = 0; i < count; i++, row++)
        {
            // 4 metrics, 50 epochs, 5 folds, and so on.
            rows[i] = new MeasurementRow(sweep, row / 1000, row / 200 % 5, 1, 1 + (row / 4 % 50), metrics[row % 4], 1.0 / (1 + row));
        }
        return rows;
    }

    private static async Task<Func<Task<int>>> RecoveringAsync(Bench bench, SweepId sweep)
    {
        await bench.Journaling(sweep).Ask<long>(new JournalingActor.Write([.. Enumerable.Repeat(Event, ReplayedEvents)]));
        return async () =>
        {
            var actor = bench.Journaling(sweep);
            var count = await actor.Ask<long>("how many?");
            await actor.GracefulStop(TimeSpan.FromMinutes(1));
            return (int)count;
        };
    }

    private static async Task<Func<Task<int>>> ReadingAsync(Bench bench, SweepId sweep)
    {
        await bench.Journaling(sweep).Ask<long>(new JournalingActor.Write([.. Enumerable.Repeat(Event, ReplayedEvents)]));
        return async () => await bench.Database.Sweeps.EventsAsync(sweep).CountAsync();
    }

    private static async Task<Func<Task<int>>> ReadingMeasurementsAsync(Bench bench, SweepId sweep)
    {
        var row = 0;
        await bench.Database.Measurements.AppendAsync(Rows(sweep, ref row, ReplayedEvents));
        return async () => await bench.Database.Measurements.ReadAsync(sweep).CountAsync();
    }
}
