using Orchestrator.Cli.Rendering;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Progress;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Screens;

/// <summary>A display that is redrawn in place: progress, running folds, best so far. Lines of what happened scroll above it.</summary>
internal sealed class LiveScreen : Screen
{
    private const int MostCurves = 4; // of more there is no room in a line
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private readonly object gate = new();
    private readonly SweepProgress progress = new(TimeProvider.System);
    private readonly Queue<string> lines = [];
    private readonly CancellationTokenSource over = new();
    private readonly Task drawing;
    private string? obstacle;
    private (SweepState? State, string Text) course = (null, "");

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
        Tables.OnStandardOutput().PrintResult(state);
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

    // Once a state: a frame comes five times a second.
    private string Course(SweepState state, bool unicode)
    {
        if (!ReferenceEquals(course.State, state))
        {
            course = (state, SweepCurves.BestSoFar(state) is { Count: > 1 } best ? $"{Sparkline.Of(best, unicode)}  " : "");
        }

        return course.Text;
    }

    private IRenderable Picture()
    {
        if (progress.State is not { } state)
        {
            return new Text("starting ...");
        }

        var bar = new BreakdownChart().HideTags().Width(50)
            .AddItem("done", progress.Done, Color.Green).AddItem("left", Math.Max(0, progress.Planned - progress.Done), Color.Grey);
        var unicode = AnsiConsole.Profile.Capabilities.Unicode;
        var folds = progress.Running.ToArray();
        var running = string.Join("   ", folds.Select(r => $"{r.Fold} epoch {r.Epoch}"
            + (folds.Length <= MostCurves && progress.CurveOf(r.Fold) is { Count: > 1 } curve ? $" {Sparkline.Of(curve, unicode)}" : "")));
        var best = BestView.Of(state with { Front = null }); // the front is counted only: its measure costs more than a frame
        return new Rows(
            new Text(""),
            bar,
            new Text(
                $"{progress.TrialsEnded}/{Words.Count(state.Definition.Search.Trials, "trial")}, "
                    + $"{progress.Done}/{Words.Count(progress.Planned, "fold")}, {Formatting.Duration(progress.Remaining)} left"),
            new Text(Doing(state, running)),
            new Text(best.Trial is null
                ? "no score yet"
                : $"{(state.Front is { } front ? $"{Words.Count(front.Count, "trial")} on the front; " : "")}"
                    + $"best: trial {best.Trial}, {best.Metric} {Formatting.Spread(best.Mean, best.Deviation)}  "
                    + Course(state, unicode)
                    + $"{Formatting.Settings(best.Configuration!)}"));
    }
}
