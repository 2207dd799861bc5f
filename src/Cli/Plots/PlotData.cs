using Orchestrator.Cli.Rendering;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Plots;

/// <summary>What figures are made of.</summary>
/// <param name="State">The sweep.</param>
/// <param name="Place">Of the objective that is shown, in the definition's order.</param>
/// <param name="Measurements">Of all trials, where the figure asks for them; else none.</param>
/// <param name="Now">Where what still runs ends.</param>
/// <param name="MostTrials">Of the figures that show the best ones alone.</param>
/// <param name="Measure">Of importance.</param>
internal sealed record PlotData(
    SweepState State, int Place, IReadOnlyList<MeasurementRow> Measurements, DateTimeOffset Now, int MostTrials = 5,
    string Measure = "fanova")
{
    /// <summary>The objective that is shown.</summary>
    public ObjectiveDefinition Objective => State.Definition.Objectives[Place];

    /// <summary>Its name.</summary>
    public string Metric => PlotText.Clean(Objective.Metric);

    /// <summary>The sweep's id.</summary>
    public string Sweep => PlotText.Clean(State.Id.ToString());

    /// <summary>What an axis of scores says.</summary>
    public string ScoreLabel => Label(Objective);

    /// <summary>How many trials there are, and how many have no score.</summary>
    public string Note
    {
        get
        {
            var scored = State.Trials.Count(trial => trial.Scores.Count > 0);
            return $"{PlotText.Count(State.Trials.Count, "trial")}, {scored} with a score; each scored by the mean of "
                + $"{PlotText.Count(State.Definition.CrossValidation.Folds, "fold")}; to {Formatting.Word(Objective.Direction)}";
        }
    }

    /// <summary>What an axis of an objective's scores says.</summary>
    public static string Label(ObjectiveDefinition objective) =>
        $"{PlotText.Clean(objective.Metric)}, mean over folds "
        + $"({(objective.Direction == Direction.Maximize ? "higher" : "lower")} is better)";

    /// <summary>The trials that have a score, by number.</summary>
    /// <param name="least">How many the figure needs.</param>
    /// <param name="figure">The figure's name.</param>
    /// <exception cref="UserError">There are fewer.</exception>
    public IReadOnlyList<ScoredTrial> Scored(int least, string figure)
    {
        ScoredTrial[] scored =
        [
            .. from trial in State.Trials
               where trial.Scores.Count > 0 && double.IsFinite(trial.Scores[Place].Mean)
               select new ScoredTrial(trial, trial.Scores[Place].Mean, trial.Scores[Place].Deviation),
        ];
        return scored.Length >= least ? scored : throw new UserError(
            $"Sweep '{State.Id}' has {PlotText.Count(scored.Length, "trial")} with a score; '{figure}' needs {least} or more.");
    }

    /// <summary>Ranks from 0, the best one; equals share the mean of their ranks.</summary>
    public IReadOnlyList<double> Ranks(IReadOnlyList<ScoredTrial> trials)
    {
        double[] losses = [.. trials.Select(trial => Objective.AsLoss(trial.Score))];
        return [.. losses.Select(own => losses.Count(other => other < own) + (losses.Count(other => other == own) - 1) / 2.0)];
    }
}
