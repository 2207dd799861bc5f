using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Sweeps.Figures;

/// <summary>Two objectives against each other, and the trials that no other beats.</summary>
public sealed class ParetoFigure : IFigureKind
{
    // From this ratio on small values would lie upon each other.
    private const double LogRatio = 100;

    /// <inheritdoc />
    public string Name => "pareto";

    /// <inheritdoc />
    public string Summary => "two objectives against each other, and the Pareto front";

    /// <inheritdoc />
    public Figure Of(FigureData data)
    {
        var objectives = data.State.Definition.Objectives;
        if (objectives.Count < 2 || data.State.Front is not { } front)
        {
            throw new UserError(
                $"Sweep '{data.State.Id}' has one objective; '{Name}' needs a sweep with two or more. "
                + "Its scores are in 'history' and 'edf'.");
        }

        var other = data.Place == 0 ? 1 : 0;
        ScoredTrial[] scored = [.. data.Scored(1, Name).Where(trial => double.IsFinite(trial.Trial.Scores[other].Mean))];
        ScoredTrial[] leading = [.. scored.Where(trial => front.Contains(trial.Trial.Number)).OrderBy(trial => trial.Score)];
        var beaten = FigureData.Thinned([.. scored.Where(trial => !front.Contains(trial.Trial.Number))]);
        var further = objectives.Count > 2 ? $" The front is of all {objectives.Count} objectives." : "";
        return new Figure(Name, $"{data.Sweep}: {data.Metric} and {FigureText.Clean(objectives[other].Metric)}",
            $"{Words.Count(scored.Length, "trial")} with scores, {leading.Length} on the front.{further}",
        [
            new FigurePanel(For(data.Objective, scored.Select(t => t.Score)),
                For(objectives[other], scored.Select(t => t.Trial.Scores[other].Mean)),
            [
                .. beaten.Count > 0
                    ? [Dots(beaten, other) with { Color = FigureColor.Gray, Legend = "beaten by another trial" }] : (PointMarks[])[],
                .. objectives.Count == 2 && leading.Length > 1 ? [Edge(leading, other, data.Objective.Direction)] : (LineMark[])[],
                Dots(leading, other) with { Color = FigureColor.Vermillion, Legend = "Pareto front: beaten by no other trial" },
            ]),
        ]);
    }

    private static FigureAxis For(ObjectiveDefinition objective, IEnumerable<double> values)
    {
        double[] all = [.. values];
        var label = FigureData.Label(objective);
        return all.Min() > 0 && all.Max() / all.Min() > LogRatio
            ? FigureAxes.Log($"{label}, log", all) : FigureAxes.Linear(label, all);
    }

    // The edge of what the front beats: each member's score holds until the next one is reached.
    private static LineMark Edge(ScoredTrial[] leading, int other, Direction across) =>
        new([.. leading.Select(t => t.Score)], [.. leading.Select(t => t.Trial.Scores[other].Mean)])
        {
            Shape = across == Direction.Minimize ? LineShape.StepAfter : LineShape.StepBefore,
            Color = FigureColor.Vermillion,
        };

    private static PointMarks Dots(IReadOnlyList<ScoredTrial> trials, int other) =>
        new([.. trials.Select(t => t.Score)], [.. trials.Select(t => t.Trial.Scores[other].Mean)])
        {
            Trials = [.. trials.Select(t => t.Trial.Number)],
        };
}
