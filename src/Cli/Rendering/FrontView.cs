using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Views;

namespace Orchestrator.Cli.Rendering;

/// <summary>What a sweep with several objectives has found.</summary>
/// <param name="Objectives">In the order of the file.</param>
/// <param name="Trials">Those that no other beats, best first in the first objective.</param>
/// <param name="Of">How many trials have scores.</param>
/// <param name="Hypervolume">See <see cref="FrontMeasure"/>.</param>
/// <param name="Reference">The hypervolume's reference point, one score an objective.</param>
public sealed record FrontView(
    IReadOnlyList<ObjectiveDefinition> Objectives, IReadOnlyList<FrontView.Member> Trials, int Of, double Hypervolume,
        IReadOnlyList<double> Reference)
{
    /// <summary>A trial on the front.</summary>
    /// <param name="Scores">By metric.</param>
    public sealed record Member(int Trial, Configuration Configuration, IReadOnlyDictionary<string, ObjectiveScore> Scores);

    /// <summary>The front of a state; null with one objective, or before a trial has scores.</summary>
    public static FrontView? Find(SweepState state)
    {
        if (state.Front is not { } front || FrontMeasure.Of(state) is not { } measure)
        {
            return null;
        }

        var first = state.Definition.Objective;
        var members = from trial in front.Select(number => state.Trials[number])
                      orderby first.AsLoss(trial.Mean!.Value), trial.Number
                      select new Member(trial.Number, trial.Configuration, TrialViews.ScoresByMetric(state.Definition, trial)!);
        return new FrontView(state.Definition.Objectives, [.. members], state.Trials.Count(t => t.Mean is not null), measure.Hypervolume,
            measure.Reference);
    }

    /// <summary>A row a trial.</summary>
    internal Grid ToGrid()
    {
        var grid =
            new Grid(
                [new("trial", right: true), .. Objectives.Select(o => new GridColumn(o.Metric, right: true)),
                    new("configuration", wraps: true, rank: 1)]);
        foreach (var member in Trials)
        {
            grid.Add(null,
                [Formatting.Count(member.Trial), .. member.Scores.Values.Select(s => Formatting.Spread(s.Mean, s.Deviation)),
                Formatting.Settings(member.Configuration)]);
        }
        return grid;
    }
}
