using Orchestrator.Contracts.Api;
using Orchestrator.Sweeps;
using Spectre.Console;

namespace Orchestrator.Cli.Rendering;

/// <summary>Prints sweeps as tables: with colours on a terminal, plain where output is redirected.</summary>
public sealed class Tables(IAnsiConsole console)
{
    private const string Paused = "paused";

    /// <summary>Tables on standard output. Redirected, a line may be as long as it needs.</summary>
    public static Tables OnStandardOutput()
    {
        if (!Console.IsOutputRedirected)
        {
            return new Tables(AnsiConsole.Console);
        }

        var plain = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        plain.Profile.Width = 240;
        return new Tables(plain);
    }

    /// <summary>A line a sweep.</summary>
    public void Print(IReadOnlyList<SweepSummary> sweeps)
    {
        var grid = new Grid(
            new("sweep"), new("status"), new("model", rank: 2), new("search", rank: 4), new("trials", right: true), new("metric", rank: 1),
                new("best", right: true),
            new("test", right: true), new("started", rank: 3), new("duration", right: true, rank: 5));
        foreach (var s in sweeps)
        {
            grid.Add(null, s.Sweep.Value, s.Paused ? Paused : s.Waiting is not null ? "waiting" : Formatting.Word(s.Status), s.Model,
                s.Algorithm, $"{Formatting.Count(s.Ended)}/{Formatting.Count(s.Planned)}",
                string.Join(", ", [s.Metric, .. s.Further ?? []]),
                s.Front is { } front ? $"{front} on front" : Formatting.Score(s.Best), Formatting.Score(s.Test),
                    Formatting.Time(s.StartedAt), Formatting.Duration(s.EndedAt - s.StartedAt));
        }
        console.Write(grid.ToTable(console.Profile.Width));
    }

    /// <summary>A sweep: what it is, its trials, the best one.</summary>
    public void Print(SweepState state)
    {
        var definition = state.Definition;
        var (status, splits) = (state.Pause is null ? Formatting.Word(state.Status) : Paused, SplitsText.Of(definition.CrossValidation));
        var (model, algorithm, goals) = (definition.Model.Name, definition.Search.Algorithm, Formatting.Goals(definition));
        console.MarkupLineInterpolated($"[bold]{state.Id.Value}[/]  {status}, {model}, {algorithm}, {splits}, {goals}");
        console.MarkupLineInterpolated(
            $"[grey]{Path.GetFileName(definition.Data.Path)}, seed {definition.Seed}, started {Formatting.Time(state.StartedAt)}[/]");
        if (state.Pause is { } pause)
        {
            console.MarkupLineInterpolated(
                $"[yellow]Paused {Formatting.Time(pause.Since)} by {pause.By}{(pause.Reason is { } why ? $": {why}" : "")}[/]");
        }

        foreach (var line in LeakageText.Of(state.Leakage))
        {
            console.MarkupLineInterpolated($"[yellow]{line}[/]");
        }

        console.Write(TrialGrid.Of(state, console.Profile.Width).ToTable(console.Profile.Width));
        Print(BestView.Of(state), table: false); // the trials of the front are marked above
    }

    /// <summary>The winner and its scores; with several objectives the front.</summary>
    public void Print(BestView best) => Print(best, table: true);

    private void Print(BestView best, bool table)
    {
        if (best.Trial is not { } number)
        {
            console.MarkupLineInterpolated($"No trial has a score{(best.Ending is null ? " yet." : $": {best.Ending}")}");
            return;
        }
        if (best.Front is { } front)
        {
            Print(front, table);
        }

        console.MarkupLineInterpolated(
            $"Best{(best.Front is null ? "" : $" in {best.Metric}")}: trial [bold green]{Formatting.Count(number)}[/]  {best.Metric} {Formatting.Spread(best.Mean, best.Deviation)} over the folds");
        console.MarkupLineInterpolated($"      {Formatting.Settings(best.Configuration!)}");
        if (best.Test is { } test)
        {
            var earlier = best.EarlierEpochs is { } before ? $", after the {before} of the trials before it" : "";
            var (score, interval) = (Formatting.Score(test.Score), Formatting.Interval(test, best.Metric));
            var training = $"trained again on all folds' rows for {best.RefitEpochs} epochs{earlier}";
            console.MarkupLineInterpolated($"Test: {best.Metric} [bold]{score}[/]{interval} of the best one, {training}");
        }
        if (best.Ending is { } ending)
        {
            console.MarkupLineInterpolated(
                $"{ending} {(best.Seconds is { } s ? $"It took {Formatting.Duration(TimeSpan.FromSeconds(s))}." : "")}");
        }
    }

    /// <summary>What the outer folds of a nested cross-validation tell.</summary>
    public void Print(NestedView nested)
    {
        var grid =
            new Grid(new("outer fold"), new("sweep"), new("status"), new("inner " + nested.Metric, right: true),
                new("outer " + nested.Metric, right: true), new("configuration", wraps: true));
        foreach (var fold in nested.Folds)
        {
            grid.Add(null, Formatting.Count(fold.Fold), fold.Sweep.Value, Formatting.Word(fold.Status), Formatting.Score(fold.Inner),
                Formatting.Score(fold.Outer),
                fold.Configuration is { } chosen ? Formatting.Settings(chosen) : "");
        }
        console.Write(grid.ToTable(console.Profile.Width));
        var spread = Formatting.Spread(nested.Mean, nested.Deviation);
        console.MarkupLineInterpolated(nested.Mean is null
            ? $"Nested: {nested.Folds.Count} of {nested.Planned} outer folds have begun; 'orchestrator resume' goes on."
            : (FormattableString)$"Nested: {nested.Metric} [bold]{spread}[/] over the outer folds, which no search has seen");
    }

    private void Print(FrontView front, bool table)
    {
        console.MarkupLineInterpolated(
            $"Front: [bold green]{Formatting.Count(front.Trials.Count)}[/] of {front.Of} trials, which no other beats in {string.Join(" and ", front.Objectives.Select(o => o.Metric))}");
        if (table)
        {
            console.Write(front.ToGrid().ToTable(console.Profile.Width));
        }

        var reference =
            string.Join(", ", front.Objectives.Zip(front.Reference, (objective, score) => $"{objective.Metric} {Formatting.Score(score)}"));
        console.MarkupLineInterpolated($"       hypervolume {Formatting.Score(front.Hypervolume)} up to {reference}");
    }

    /// <summary>Everything about a trial: folds, attempts with their reasons, learning curves.</summary>
    public void Print(TrialView trial)
    {
        console.MarkupLineInterpolated(
            $"[bold]{trial.Sweep.Value} trial {Formatting.Count(trial.Trial)}[/]  {Formatting.Word(trial.Status)}  {(trial.Scores is { } scores ? Formatting.Scores(scores) : $"{trial.Metric} {Formatting.Spread(trial.Mean, trial.Deviation)}")}");
        console.MarkupLineInterpolated($"{Formatting.Settings(trial.Configuration)}");
        if (trial.Parent is { } parent)
        {
            console.MarkupLineInterpolated($"goes on from the weights of trial {parent}, fold by fold");
        }

        if (trial.Reason is { } reason)
        {
            console.MarkupLineInterpolated($"[red]{reason}[/]");
        }

        var grid = new Grid(
            new("fold"), new("status"), new(trial.Metric, right: true), new("best epoch", right: true, rank: 1),
                new("epochs", right: true, rank: 2),
            new("trained", right: true, rank: 3), new("learning curve", rank: 4), new("attempts", wraps: true));
        foreach (var fold in trial.Folds)
        {
            grid.Add(
                null, fold.Name, Formatting.Word(fold.Status), Formatting.Score(fold.Score), Formatting.Count(fold.BestEpoch),
                    Formatting.Count(fold.Epochs),
                Formatting.Duration(fold.Seconds is { } s ? TimeSpan.FromSeconds(s) : null),
                    Sparkline.Of([.. fold.Curve.Select(p => p.Value)]),
                string.Join('\n', fold.Attempts.Select(a => a.ToString())));
        }
        console.Write(grid.ToTable(console.Profile.Width));
        if (CurveGrid.Of(trial) is not { } curves)
        {
            return;
        }

        console.MarkupLineInterpolated($"validation {trial.Metric} by epoch; * = the weights that are kept");
        console.Write(curves.ToTable(console.Profile.Width));
    }
}
