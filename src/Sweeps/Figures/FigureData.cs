using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Sweeps.Figures;

/// <summary>What figures are made of.</summary>
/// <param name="State">The sweep.</param>
/// <param name="Place">Of the objective that is shown, in the definition's order.</param>
/// <param name="Measurements">Of all trials that are shown, where the figure asks for them; else none.</param>
/// <param name="Now">Where what still runs ends.</param>
/// <param name="MostTrials">Of the figures that show the best ones alone.</param>
/// <param name="Measure">Of importance.</param>
/// <param name="Chosen">Of the figures that show some trials alone: these; null = the best ones.</param>
public sealed record FigureData(
    SweepState State, int Place, IReadOnlyList<MeasurementRow> Measurements, DateTimeOffset Now, int MostTrials = 5,
    string Measure = FigureData.UsualMeasure, IReadOnlyList<int>? Chosen = null)
{
    /// <summary>Most points of one kind in a panel: more cannot be told apart, and a page could not draw them.</summary>
    public const int MostPoints = 2000;

    /// <summary>How importance is measured unless a user says otherwise.</summary>
    public const string UsualMeasure = "fanova";

    /// <summary>What a request asks for.</summary>
    /// <param name="state">The sweep.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="measurements">Of all trials that are shown, where the figure asks for them; else none.</param>
    /// <param name="now">Where what still runs ends.</param>
    /// <exception cref="UserError">The sweep has no such objective.</exception>
    public static FigureData Of(
        SweepState state, FigureRequest request, IReadOnlyList<MeasurementRow> measurements, DateTimeOffset now) =>
        new(state, ImportanceShares.Place(state, request.Objective), measurements, now, request.Trials,
            request.Measure ?? UsualMeasure, request.Chosen);

    /// <summary>The objective that is shown.</summary>
    public ObjectiveDefinition Objective => State.Definition.Objectives[Place];

    /// <summary>Its name.</summary>
    public string Metric => FigureText.Clean(Objective.Metric);

    /// <summary>The sweep's id.</summary>
    public string Sweep => FigureText.Clean(State.Id.ToString());

    /// <summary>What an axis of scores says.</summary>
    public string ScoreLabel => Label(Objective);

    /// <summary>How many trials there are, and how many have no score.</summary>
    public string Note
    {
        get
        {
            var scored = State.Trials.Count(trial => trial.Mean is not null);
            return $"{Words.Count(State.Trials.Count, "trial")}, {scored} with a score; each scored by the mean of "
                + $"{Words.Count(State.Definition.CrossValidation.Folds, "fold")}; to {Words.Of(Objective.Direction)}";
        }
    }

    /// <summary>What an axis of an objective's scores says.</summary>
    public static string Label(ObjectiveDefinition objective) =>
        $"{FigureText.Clean(objective.Metric)}, mean over folds "
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
               let score = trial.ScoreIn(Place)
               where score is not null && double.IsFinite(score.Mean)
               select new ScoredTrial(trial, score.Mean, score.Deviation),
        ];
        return scored.Length >= least ? scored : throw new UserError(
            $"Sweep '{State.Id}' has {Words.Count(scored.Length, "trial")} with a score; '{figure}' needs {least} or more.");
    }

    /// <summary>The trials that a figure of some trials alone shows: those that were chosen, else the best ones.</summary>
    /// <param name="figure">The figure's name.</param>
    /// <exception cref="UserError">A chosen one is missing or has no score yet, or none has.</exception>
    public IReadOnlyList<ScoredTrial> Shown(string figure)
    {
        var scored = Scored(1, figure);
        if (Chosen is not { Count: > 0 } chosen)
        {
            return [.. scored.OrderBy(t => Objective.AsLoss(t.Score)).ThenBy(t => t.Trial.Number).Take(MostTrials)];
        }

        var byNumber = scored.ToDictionary(t => t.Trial.Number);
        return [.. chosen.Select(number => byNumber.TryGetValue(number, out var trial) ? trial : throw new UserError(
            $"Trial {number} of sweep '{State.Id}' {(number >= 0 && number < State.Trials.Count ? "has no score" : "does not exist")}."))];
    }

    /// <summary>Ranks from 0, the best one; equals share the mean of their ranks.</summary>
    public IReadOnlyList<double> Ranks(IReadOnlyList<ScoredTrial> trials)
    {
        double[] losses = [.. trials.Select(trial => Objective.AsLoss(trial.Score))];
        double[] sorted = [.. losses.Order()];
        return [.. losses.Select(own => (First(sorted, own) + First(sorted, Math.BitIncrement(own)) - 1) / 2.0)];
    }

    /// <summary>At most <see cref="MostPoints"/> of some things: the last ones of those that count most, and evenly spread ones of the
    /// others.</summary>
    /// <param name="things">Those that count most at the end.</param>
    public static IReadOnlyList<T> Thinned<T>(IReadOnlyList<T> things)
    {
        if (things.Count <= MostPoints)
        {
            return things;
        }

        const int Best = MostPoints / 4, Rest = MostPoints - Best;
        var others = things.Count - Best;
        return [.. Enumerable.Range(0, Rest).Select(i => things[(int)((long)i * others / Rest)]), .. things.Skip(others)];
    }

    // The place of the first one that is not smaller.
    private static int First(double[] sorted, double value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}

/// <summary>A trial with its score in the objective that is shown.</summary>
/// <param name="Trial">Which.</param>
/// <param name="Score">Mean over the folds.</param>
/// <param name="Deviation">Sample standard deviation over the folds.</param>
public sealed record ScoredTrial(TrialState Trial, double Score, double Deviation);
