using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Validation;
using Orchestrator.Search.MultiObjective;

namespace Orchestrator.Sweeps.Figures;

/// <summary>How much the front covered after each trial, against the reference point of today.</summary>
public sealed class HypervolumeFigure : IFigureKind
{
    /// <inheritdoc />
    public string Name => "hypervolume";

    /// <inheritdoc />
    public string Summary => "how much the Pareto front covered after each trial";

    /// <inheritdoc />
    public Figure Of(FigureData data)
    {
        if (FrontMeasure.Of(data.State) is not { } measure)
        {
            data.Scored(1, Name);
            throw new UserError($"Sweep '{data.State.Id}' has one objective; '{Name}' needs a sweep with two or more.");
        }

        var objectives = data.State.Definition.Objectives;
        double[] reference = [.. measure.Reference.Select((score, k) => objectives[k].AsLoss(score))];
        var (trials, volumes, front) = (new List<double>(), new List<double>(), new List<IReadOnlyList<double>>());
        foreach (var trial in data.State.Trials.Where(trial => trial.Mean is not null))
        {
            var losses = Front.Losses(data.State.Definition, trial);
            if (front.Exists(member => member.Zip(losses).All(pair => pair.First <= pair.Second)))
            {
                continue; // it covers nothing new
            }

            front.RemoveAll(member => losses.Zip(member).All(pair => pair.First <= pair.Second));
            front.Add(losses);
            trials.Add(trial.Number);
            volumes.Add(Hypervolume.Of([.. front], reference));
        }

        trials.Add(data.State.Trials.Count - 1);
        volumes.Add(volumes[^1]);
        return new Figure(Name, $"{data.Sweep}: hypervolume of the front",
            $"{data.Note}. Against the reference point of today, so that all of it is one measure.",
        [
            new FigurePanel(FigureAxes.Counts("trial", trials), FigureAxes.Linear("hypervolume (larger is better)", volumes, margin: 0.1),
                [new LineMark(trials, volumes) { Shape = LineShape.StepAfter, Color = FigureColor.Vermillion }]),
        ]);
    }
}
