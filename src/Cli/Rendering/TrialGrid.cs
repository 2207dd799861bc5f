using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;
using Spectre.Console;

namespace Orchestrator.Cli.Rendering;

/// <summary>The trials of a sweep, the best one marked, or with several objectives those on the front.</summary>
internal static class TrialGrid
{
    private static readonly Style Best = new(Color.Green, decoration: Decoration.Bold), Failed = new(Color.Red), Waiting = new(Color.Grey);

    /// <summary>A column a hyper-parameter; where that is wider than <paramref name="width"/>, one column for all of them.</summary>
    public static Grid Of(SweepState state, int width)
    {
        var names = state.Definition.Space.Parameters.Select(p => p.Name).ToArray();
        var wide =
            Build(state, [.. names.Select(name => new GridColumn(name, right: true))], trial =>
                [.. names.Select(name => Setting(trial, name))]);
        return wide.Width <= width
            ? wide : Build(state, [new GridColumn("configuration", wraps: true)], trial => [Formatting.Settings(trial.Configuration)]);
    }

    private static Grid Build(SweepState state, GridColumn[] configuration, Func<TrialState, string[]> settings)
    {
        var objectives = state.Definition.Objectives;
        var grid = new Grid(
        [
            new("trial", right: true), new("status", rank: 1), .. configuration,
                .. objectives.Select(o => new GridColumn(o.Metric, right: true)),
            new("folds", right: true, rank: 3), new("duration", right: true, rank: 4), new("note", wraps: true, rank: 2),
        ]);
        foreach (var trial in state.Trials)
        {
            var best = state.Front?.Contains(trial.Number) ?? trial.Number == state.Best;
            grid.Add(
                best ? Best : trial.Status switch { WorkStatus.Failed => Failed, WorkStatus.Waiting => Waiting, _ => null },
                [
                    $"{(best ? "* " : "")}{Formatting.Count(trial.Number)}", Words.Of(trial.Status), .. settings(trial),
                        .. objectives.Select((_, k) => Score(trial, k)),
                    $"{trial.Folds.Count(f => f.Status == WorkStatus.Completed)}/{trial.Folds.Length}",
                        Formatting.Duration(trial.EndedAt - trial.SuggestedAt), Note(trial),
                ]);
        }
        return grid;
    }

    private static string Score(TrialState trial, int objective) =>
        trial.Scores.ElementAtOrDefault(objective) is { } score ? Formatting.Spread(score.Mean, score.Deviation)
        : objective == 0 && trial.Partial is { } partial ? Formatting.Expected(partial)
        : NumberText.Nothing;

    private static string Setting(TrialState trial, string name) =>
        trial.Configuration.TryGet(name, out var value) ? NumberText.Value(value) : NumberText.Nothing;

    private static string Note(TrialState trial)
    {
        if (trial.Reason is { } reason)
        {
            return reason;
        }

        var failures = trial.Folds.Sum(f => f.CountedFailures);
        return string.Join(", ",
            [.. EliminationRounds.Inputs(trial) is null ? Array.Empty<string>() : [EliminationRounds.Shown(trial)],
            .. trial.Parent is { } parent
            ? [$"from trial {parent}"] : Array.Empty<string>(), .. failures > 0 ? [$"{failures} retried"] : Array.Empty<string>()]);
    }
}
