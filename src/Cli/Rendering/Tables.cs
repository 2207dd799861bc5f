using Orchestrator.Sweeps.State;
using Spectre.Console;

namespace Orchestrator.Cli.Rendering;

/// <summary>Prints sweeps as tables: with colours on a terminal, plain where output is redirected.</summary>
internal sealed class Tables(IAnsiConsole console)
{
    /// <summary>Tables on standard output. Redirected, a line may be as long as it needs.</summary>
    public static Tables OnStandardOutput()
    {
        if (!Console.IsOutputRedirected) return new Tables(AnsiConsole.Console);
        var plain = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        plain.Profile.Width = 240;
        return new Tables(plain);
    }

    public void Print(IReadOnlyList<SweepRow> sweeps)
    {
        var table = Table("sweep", "status", "model", "search", "trials", "best", "test", "started", "duration");
        foreach (var s in sweeps)
        {
            Row(table, s.Sweep.Value, Figures.Word(s.Status), s.Model, s.Algorithm, $"{s.Ended}/{s.Planned}", $"{s.Metric} {Figures.Score(s.Best)}",
                Figures.Score(s.Test), Figures.Time(s.StartedAt), Figures.Duration(s.EndedAt - s.StartedAt));
        }
        console.Write(table);
    }

    public void Print(SweepState state)
    {
        var objective = state.Definition.Objective;
        console.MarkupLineInterpolated($"[bold]{state.Id.Value}[/]  {Figures.Word(state.Status)}, {state.Definition.Model.Name}, {state.Definition.Search.Algorithm}, {state.Definition.CrossValidation.Folds} folds, {Figures.Word(objective.Direction)} {objective.Metric}");
        var names = state.Definition.Space.Parameters.Select(p => p.Name).ToArray();
        var table = Table(["trial", "status", .. names, objective.Metric, "folds", "duration", "note"]);
        foreach (var trial in state.Trials)
        {
            var best = trial.Number == state.Best;
            string[] cells =
            [
                best ? $"{trial.Number} *" : $"{trial.Number}",
                Figures.Word(trial.Status),
                .. names.Select(n => trial.Configuration.TryGet(n, out var value) ? Figures.Value(value) : Figures.Nothing),
                Figures.Spread(trial.Mean, trial.Deviation),
                $"{trial.Folds.Count(f => f.Status == WorkStatus.Completed)}/{trial.Folds.Length}",
                Figures.Duration(trial.EndedAt - trial.SuggestedAt),
                trial.Reason ?? Retries(trial),
            ];
            table.AddRow(cells.Select(c => new Text(c, best ? new Style(Color.Green, decoration: Decoration.Bold) : null)));
        }
        console.Write(table);
        Print(BestView.Of(state));
    }

    public void Print(BestView best)
    {
        if (best.Trial is null)
        {
            console.MarkupLineInterpolated($"No trial has a score{(best.Ending is null ? " yet." : $": {best.Ending}")}");
            return;
        }
        console.MarkupLineInterpolated($"Best: trial [bold green]{best.Trial}[/]  {best.Metric} {Figures.Spread(best.Mean, best.Deviation)} over the folds");
        console.MarkupLineInterpolated($"      {Figures.Settings(best.Configuration!)}");
        if (best.Test is { } test) console.MarkupLineInterpolated($"Test: {best.Metric} [bold]{Figures.Score(test.Score)}[/] of the best one, trained again on all folds' rows for {best.RefitEpochs} epochs");
        if (best.Ending is { } ending) console.MarkupLineInterpolated($"{ending} {(best.Seconds is { } s ? $"It took {Figures.Duration(TimeSpan.FromSeconds(s))}." : "")}");
    }

    public void Print(TrialView trial)
    {
        console.MarkupLineInterpolated($"[bold]{trial.Sweep.Value} trial {trial.Trial}[/]  {Figures.Word(trial.Status)}  {trial.Metric} {Figures.Spread(trial.Mean, trial.Deviation)}");
        console.MarkupLineInterpolated($"{Figures.Settings(trial.Configuration)}");
        if (trial.Reason is { } reason) console.MarkupLineInterpolated($"[red]{reason}[/]");
        var table = Table("fold", "status", trial.Metric, "best epoch", "epochs", "seconds", "learning curve", "attempts");
        foreach (var fold in trial.Folds)
        {
            Row(table, fold.Name, Figures.Word(fold.Status), Figures.Score(fold.Score), fold.BestEpoch?.ToString() ?? Figures.Nothing, fold.Epochs?.ToString() ?? Figures.Nothing,
                Figures.Score(fold.Seconds), Sparkline.Of([.. fold.Curve.Select(p => p.Value)]), string.Join('\n', fold.Attempts.Select(a => a.ToString())));
        }
        console.Write(table);
    }

    private static string Retries(TrialState trial)
    {
        var failures = trial.Folds.Sum(f => f.CountedFailures);
        return failures == 0 ? "" : $"{failures} retried";
    }

    private static Table Table(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns) table.AddColumn(new TableColumn(new Text(column)));
        return table;
    }

    private static void Row(Table table, params string[] cells) => table.AddRow(cells.Select(c => new Text(c)));
}
