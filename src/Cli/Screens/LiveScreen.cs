using Orchestrator.Cli.Rendering;
using Orchestrator.Contracts.Messages;
using Orchestrator.Sweeps;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Screens;

/// <summary>A display that is redrawn in place: progress, running folds, best so far. Lines of what happened scroll above it.</summary>
internal sealed class LiveScreen : Screen
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private readonly object gate = new();
    private readonly SweepProgress progress = new(TimeProvider.System);
    private readonly Queue<string> lines = [];
    private readonly CancellationTokenSource over = new();
    private readonly Task drawing;
    private string? obstacle;

    public LiveScreen() => drawing = Task.Run(DrawAsync);

    public override void ShowChange(SweepState state, IReadOnlyList<SweepEvent> events)
    {
        lock (gate)
        {
            progress.See(state);
            foreach (var line in events.Select(e => EventLine.Of(e, state, progress)).OfType<string>().SelectMany(said => said.Split('\n')))
            {
                lines.Enqueue(line);
            }
        }
    }

    public override void ShowEpoch(EpochMeasured measured)
    {
        lock (gate)
        {
            progress.See(measured);
        }
    }

    protected override void ShowObstacle(string? reason)
    {
        lock (gate)
        {
            obstacle = reason;
        }
    }

    public override void ShowResult(SweepState state)
    {
        Close();
        Tables.OnStandardOutput().Print(BestView.Of(state));
    }

    public override void Note(string text)
    {
        lock (gate)
        {
            if (!over.IsCancellationRequested)
            {
                lines.Enqueue(text);
                return;
            }
        }
        base.Note(text);
    }

    public override void Dispose()
    {
        Close();
        over.Dispose();
    }

    private void Close()
    {
        over.Cancel();
        drawing.Wait();
        foreach (var line in lines)
        {
            AnsiConsole.WriteLine(line);
        }

        lines.Clear();
    }

    private Task DrawAsync() => AnsiConsole.Live(new Text("")).AutoClear(true).StartAsync(async live =>
    {
        using var timer = new PeriodicTimer(Interval);
        while (!over.IsCancellationRequested)
        {
            lock (gate)
            {
                while (lines.TryDequeue(out var line))
                {
                    Scroll(line);
                }

                live.UpdateTarget(Picture());
            }
            try
            {
                await timer.WaitForNextTickAsync(over.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    });

    // Over the picture, whose rows are longer than many a line: blanks wipe out what it leaves behind.
    private static void Scroll(string line)
    {
        var width = Math.Max(1, AnsiConsole.Profile.Width - 1);
        foreach (var row in line.Chunk(width))
        {
            AnsiConsole.WriteLine(new string(row).PadRight(width));
        }
    }

    private string Doing(SweepState state, string running) =>
        state.Pause is { } pause && running.Length == 0 ? $"paused by {pause.By}"
        : string.Join("; ", [
            .. running.Length > 0 ? new[] { $"running: {running}" } : [],
            .. obstacle is not null ? new[] { $"waiting: {obstacle}" } : running.Length == 0 ? ["waiting for a suggestion"] : []]);

    private IRenderable Picture()
    {
        if (progress.State is not { } state)
        {
            return new Text("starting ...");
        }

        var bar = new BreakdownChart().HideTags().Width(50)
            .AddItem("done", progress.Done, Color.Green).AddItem("left", Math.Max(0, progress.Planned - progress.Done), Color.Grey);
        var running = string.Join("   ", progress.Running.Select(r => $"{r.Fold} epoch {r.Epoch}"));
        var best = BestView.Of(state with { Front = null }); // the front is counted only: its measure costs more than a frame
        return new Rows(
            new Text(""),
            bar,
            new Text(
                $"{progress.TrialsEnded}/{state.Definition.Search.Trials} trials, {progress.Done}/{progress.Planned} folds, "
                    + $"{Formatting.Duration(progress.Remaining)} left"),
            new Text(Doing(state, running)),
            new Text(best.Trial is null
                ? "no score yet"
                : $"{(state.Front is { } front ? $"{front.Count} trials on the front; " : "")}best: trial {best.Trial}, {best.Metric} "
                    + $"{Formatting.Spread(best.Mean, best.Deviation)}  {Formatting.Settings(best.Configuration!)}"));
    }
}
