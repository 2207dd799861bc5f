using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Views;
using Spectre.Console;

namespace Orchestrator.Cli.Rendering;

/// <summary>Prints sweeps as tables: with colours on a terminal, plain where output is redirected.</summary>
/// <param name="console">Where to.</param>
/// <param name="live">Whether somebody sits there, for whom curves are drawn too; null = where it is a terminal.</param>
public sealed class Tables(IAnsiConsole console, bool? live = null)
{
    private const string Paused = "paused";
    private const int MostInputs = 40;

    /// <summary>Tables on standard output. Redirected, a line may be as long as it needs.</summary>
    public static Tables OnStandardOutput() => new(StandardOutput());

    /// <summary>What they are printed with.</summary>
    internal static IAnsiConsole StandardOutput()
    {
        if (!Console.IsOutputRedirected)
        {
            return AnsiConsole.Console;
        }

        var plain = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        plain.Profile.Width = 240;
        return plain;
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
            grid.Add(null, s.Sweep.Value, s.Paused ? Paused : s.Waiting is not null ? "waiting" : Words.Of(s.Status), s.Model,
                s.Algorithm, $"{Formatting.Count(s.Ended)}/{Formatting.Count(s.Planned)}",
                string.Join(", ", [s.Metric, .. s.AdditionalObjectives ?? []]),
                s.Front is { } front ? $"{front} on front" : NumberText.Score(s.Best), NumberText.Score(s.Test),
                    Formatting.Time(s.StartedAt), Formatting.Duration(s.EndedAt - s.StartedAt));
        }
        console.Write(grid.ToTable(console.Profile.Width));
    }

    /// <summary>Whether curves are drawn.</summary>
    public bool IsLive => live ?? console.Profile.Out.IsTerminal;

    /// <summary>A sweep: what it is, its trials, the best one.</summary>
    /// <param name="state">The sweep.</param>
    /// <param name="measurements">Of the trials that run, for their curves; null = they are not drawn.</param>
    public void Print(SweepState state, IReadOnlyList<MeasurementRow>? measurements = null)
    {
        var definition = state.Definition;
        var (status, splits) = (state.Pause is null ? Words.Of(state.Status) : Paused, SplitsText.Of(definition.CrossValidation));
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
        foreach (var line in IsLive ? SweepCurves.Of(state, measurements ?? [], console.Profile.Capabilities.Unicode) : [])
        {
            console.MarkupLineInterpolated($"{line}");
        }

        Print(BestView.Of(state), table: false); // the trials of the front are marked above
    }

    /// <summary>The winner and its scores; with several objectives the front.</summary>
    public void Print(BestView best) => Print(best, table: true);

    /// <summary>Which trial is best by what its neighbours say too, and why that is another one.</summary>
    public void Print(PosteriorBest best, SweepState state)
    {
        var expected = $"{state.Definition.Objective.Metric} {Formatting.Spread(best.Mean, best.Deviation)}";
        console.MarkupLineInterpolated(
            $"By the trials around too: trial [bold green]{Formatting.Count(best.Trial)}[/]  {expected} expected");
        if (best.Trial == best.Told)
        {
            return;
        }

        console.MarkupLineInterpolated($"      {Formatting.Settings(state.Trials[best.Trial].Configuration)}");
        var (told, less) = (Formatting.Count(best.Told), NumberText.Score(best.ToldMean));
        console.MarkupLineInterpolated($"      of trial {told} no more than {less} is expected: its folds were lucky");
    }

    /// <summary>What an ensemble is made of and scores.</summary>
    public void Print(EnsembleView ensemble, string metric)
    {
        var trials = ensemble.Members.GroupBy(member => member.Trial)
            .Select(trial => $"{Formatting.Count(trial.Key)} ({Words.Count(trial.Count(), "fold")})").ToArray();
        console.MarkupLineInterpolated(
            $"Ensemble: {ensemble.Answer}; {Words.Count(ensemble.Members.Count, "network")} of trials {string.Join(", ", trials)}");
        if (ensemble.Test?.GetValueOrDefault(metric) is { } score)
        {
            var rows = Words.Count(ensemble.CleanRows, "test row");
            console.MarkupLineInterpolated($"      {metric} [bold]{NumberText.Score(score)}[/] on {rows}, which none of them has seen");
        }
        else
        {
            var all = Words.Count(ensemble.Rows, "row");
            console.MarkupLineInterpolated($"      no score: each of the {all} has trained or chosen some of them.");
            console.WriteLine("      Hold test rows out (cross_validation: test) to have one.");
        }
    }

    /// <summary>How a sweep ended: the winner, or of an explanation that there are answers.</summary>
    public void PrintResult(SweepState state)
    {
        if (state.Definition.Explanation is null)
        {
            Print(BestView.Of(state));
        }
        else
        {
            console.MarkupLineInterpolated($"{state.Ending} It took {Formatting.Duration(state.EndedAt - state.StartedAt)}.");
        }
    }

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

        var (among, spread) = (best.Front is null ? "" : $" in {best.Metric}", Formatting.Spread(best.Mean, best.Deviation));
        console.MarkupLineInterpolated(
            $"Best{among}: trial [bold green]{Formatting.Count(number)}[/]  {best.Metric} {spread} over the folds");
        console.MarkupLineInterpolated($"      {Formatting.Settings(best.Configuration!)}");
        if (best.Choice is { } choice && best.Ending is null)
        {
            console.MarkupLineInterpolated($"      {choice}");
        }

        if (best.Inputs is { } inputs)
        {
            var more = inputs.Count > MostInputs ? $", and {inputs.Count - MostInputs} more (--json has all)" : "";
            console.MarkupLineInterpolated($"      inputs: {string.Join(", ", inputs.Take(MostInputs))}{more}");
        }

        if (best is { Test: { } test, RefitEpochs: { } epochs })
        {
            var earlier = best.EarlierEpochs is { } before ? $", after the {before} of the trials before it" : "";
            var (score, interval) = (NumberText.Score(test.Score), Formatting.Interval(test, best.Metric));
            var training = $"trained again on all folds' rows for {Words.Count(epochs, "epoch")}{earlier}";
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
            grid.Add(null, Formatting.Count(fold.Fold), fold.Sweep.Value, Words.Of(fold.Status), NumberText.Score(fold.Inner),
                NumberText.Score(fold.Outer),
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
        var (best, all) = (Formatting.Count(front.Trials.Count), Words.Count(front.Of, "trial"));
        var metrics = string.Join(" and ", front.Objectives.Select(o => o.Metric));
        console.MarkupLineInterpolated($"Front: [bold green]{best}[/] of {all}, which no other beats in {metrics}");
        if (table)
        {
            console.Write(front.ToGrid().ToTable(console.Profile.Width));
        }

        var reference =
            string.Join(", ", front.Objectives.Zip(front.Reference, (objective, score) => $"{objective.Metric} {NumberText.Score(score)}"));
        console.MarkupLineInterpolated($"       hypervolume {NumberText.Score(front.Hypervolume)} up to {reference}");
    }

    /// <summary>Trials beside each other.</summary>
    public void Print(TrialComparison comparison)
    {
        console.Write(ComparisonGrid.Of(comparison).ToTable(console.Profile.Width));
        if (ComparisonGrid.Same(comparison) is { } same)
        {
            console.MarkupLineInterpolated($"[grey]{same}[/]");
        }
    }

    /// <summary>Everything about a trial: folds, attempts with their reasons, learning curves.</summary>
    public void Print(TrialDetails trial)
    {
        var scores = trial.Scores is { } several ? Formatting.Scores(several)
            : trial.Partial is { } partial
                ? $"{trial.Metric} {Formatting.Expected(partial)}, expected from {Formatting.Count(partial.Folds)} of its folds"
            : $"{trial.Metric} {Formatting.Spread(trial.Mean, trial.Deviation)}";
        console.MarkupLineInterpolated(
            $"[bold]{trial.Sweep.Value} trial {Formatting.Count(trial.Trial)}[/]  {Words.Of(trial.Status)}  {scores}");
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
                null, fold.Name, Words.Of(fold.Status), NumberText.Score(fold.Score), Formatting.Count(fold.BestEpoch),
                    Formatting.Count(fold.Epochs),
                Formatting.Duration(fold.Seconds is { } s ? TimeSpan.FromSeconds(s) : null),
                    Sparkline.Of([.. fold.Curve.Select(p => p.Value)], console.Profile.Capabilities.Unicode),
                string.Join('\n', fold.Attempts.Select(Formatting.Attempt)));
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
