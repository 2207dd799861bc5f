using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Views;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Figures;
using Orchestrator.Sweeps.Views;

namespace Orchestrator.Engine.Benchmarks;

/// <summary>How long a page waits for what it shows of a long sweep, and how far behind the sweep it is.</summary>
/// <param name="file">Of the journal; made by this.</param>
/// <param name="trials">Of two folds and ten metrics.</param>
internal sealed class Viewing(string file, int trials)
{
    private const int Metrics = 10, Rounds = 20, LiveEpochs = 1000;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250), Epoch = TimeSpan.FromMilliseconds(10);
    private static readonly string[] Names =
        [.. Enumerable.Range(1, Metrics - 1).Select(i => $"validation/metric-{i}"), "validation/score"];

    private JournalDatabase journal = null!;
    private SweepId sweep;
    private int sent;

    /// <summary>Writes the sweep alone, for others to look at.</summary>
    public async Task WriteAsync()
    {
        await using (journal = JournalDatabase.Sqlite(file))
        {
            await WrittenAsync();
        }
    }

    /// <summary>Writes the sweep, looks at it while its last fold reports, and then at all of it.</summary>
    public async Task MeasureAsync()
    {
        await using (journal = JournalDatabase.Sqlite(file))
        {
            var written = await WrittenAsync();
            (sweep, var running) = (written.State.Id, written.Running);

            var before = GC.GetTotalMemory(forceFullCollection: true);
            var views = new SweepViews(journal, TimeProvider.System);
            var used = Environment.CpuUsage.TotalTime;
            var first = await TimeAsync(() => views.OverviewAsync(sweep, default));
            used = Environment.CpuUsage.TotalTime - used;
            var memory = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{trials:N0} trials, {Metrics} metrics: first view {first.TotalMilliseconds:N0} ms "
                    + $"({used.TotalMilliseconds:N0} of processor time), {memory:N0} MB held for it"));
            await AskAsync(views, written.State);
            await Task.WhenAll(Task.Run(() => ReportAsync(running)), FollowAsync(running));
        }
    }

    private async Task<WrittenSweep> WrittenAsync()
    {
        await journal.PrepareAsync();
        var written = new WrittenSweep(trials, Names);
        written.WriteTo(file);
        await journal.Measurements.AppendAsync(written.Rows);
        return written;
    }

    private async Task AskAsync(SweepViews views, SweepState state)
    {
        Console.WriteLine("request                 median ms    p95 ms   processor ms   largest answer kB");
        await PrintAsync("overview", _ => views.OverviewAsync(sweep, default)); // made once for all who look
        await PrintAsync("overview, made anew", _ => Task.FromResult(SweepOverviews.Of(state, _ => 0, DateTimeOffset.UtcNow)));
        var random = new Random(1);
        string[] columns = ["trial", "score", "seconds", "parameter:x", "status"];
        await PrintAsync("page of trials", i => views.TrialsAsync(
            sweep, new TrialQuery(columns[i % columns.Length], i % 2 == 0, i % 3 == 0 ? "x=0.5" : null, From: random.Next(1000)), default));
        await PrintAsync("trial", _ => views.TrialAsync(sweep, random.Next(trials), default));
        foreach (var kind in FigureRegistry.All.Where(kind => kind.Name is not ("pareto" or "hypervolume")))
        {
            await PrintAsync(kind.Name, _ => MakeAsync(state, kind)); // anew each time, as after a change
        }
    }

    // A thousand rows a second, as so many workers would write them.
    private async Task ReportAsync(AttemptId running)
    {
        using var timer = new PeriodicTimer(Epoch);
        for (var epoch = 1; epoch <= LiveEpochs; epoch++)
        {
            var ((trial, fold), attempt) = running;
            await journal.Measurements.AppendAsync(
                [.. Names.Select(name => new MeasurementRow(sweep, trial, fold, attempt, epoch, name, 1.0 / epoch))]);
            Volatile.Write(ref sent, epoch);
            await timer.WaitForNextTickAsync();
        }
    }

    // How many epochs a page that looks four times a second is behind the worker.
    private async Task FollowAsync(AttemptId running)
    {
        var views = new SweepViews(journal, TimeProvider.System);
        var (behind, clock) = (new List<int>(), Stopwatch.StartNew());
        await foreach (var _ in views.ChangesAsync(sweep, Pace, default))
        {
            if ((await views.OverviewAsync(sweep, default))!.Running.Single(fold => fold.Fold == running.Fold) is { Epoch: > 0 } fold)
            {
                behind.Add(Volatile.Read(ref sent) - fold.Epoch);
            }

            if (Volatile.Read(ref sent) >= LiveEpochs * 4 / 5)
            {
                break;
            }
        }

        behind.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"live at {Metrics * sent / clock.Elapsed.TotalSeconds:N0} rows a second: {behind.Count} looks in "
                + $"{clock.Elapsed.TotalSeconds:N1} s, behind by {behind[behind.Count / 2]} epochs of {Metrics} rows in the median, "
                + $"{behind[^1]} at most"));
    }

    private async Task<Figure> MakeAsync(SweepState state, IFigureKind kind)
    {
        var request = new FigureRequest(kind.Name);
        var rows = new List<MeasurementRow>();
        if (kind.NeedsMeasurements)
        {
            foreach (var trial in FigureData.Of(state, request, [], DateTimeOffset.UtcNow).Shown(kind.Name))
            {
                rows.AddRange(await journal.Sweeps.MeasurementsAsync(sweep, trial.Trial.Number));
            }
        }

        return kind.Of(FigureData.Of(state, request, rows, DateTimeOffset.UtcNow));
    }

    private static async Task PrintAsync<T>(string what, Func<int, Task<T>> ask)
    {
        var (times, largest, before) = (new List<double>(), 0, Environment.CpuUsage.TotalTime);
        for (var i = 0; i < Rounds; i++)
        {
            T answer = default!;
            times.Add((await TimeAsync(async () => answer = await ask(i))).TotalMilliseconds);
            largest = Math.Max(largest, JsonSerializer.SerializeToUtf8Bytes(answer, WireJson.Options).Length);
        }

        var spent = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / Rounds;
        times.Sort();
        var (median, nearlyAll) = (times[Rounds / 2], times[(int)Math.Ceiling(Rounds * 0.95) - 1]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what,-22}  {median,10:N1}  {nearlyAll,8:N1}  {spent,13:N1}  {largest / 1e3,18:N0}"));
    }

    private static async Task<TimeSpan> TimeAsync<T>(Func<Task<T>> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed;
    }
}
