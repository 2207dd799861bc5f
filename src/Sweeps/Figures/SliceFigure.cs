using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Validation;
using Orchestrator.Search.Importance;

namespace Orchestrator.Sweeps.Figures;

/// <summary>The score over each hyper-parameter, and what a surrogate expects there.</summary>
public sealed class SliceFigure : IFigureKind
{
    /// <inheritdoc />
    public string Name => "slice";

    /// <inheritdoc />
    public string Summary => "the score over each hyper-parameter, on its own scale, with what a surrogate expects";

    /// <inheritdoc />
    public Figure Of(FigureData data)
    {
        var scored = FigureData.Thinned(data.Scored(2, Name));
        var parameters = data.State.Definition.Space.Parameters;
        if (parameters.Count == 0)
        {
            throw new UserError($"Sweep '{data.State.Id}' has no hyper-parameter to show.");
        }

        var y = FigureAxes.Linear(data.Metric, scored.Select(trial => trial.Score), margin: 0.1);
        var dependence = scored.Count < PartialDependence.FewestTrials ? null
            : new PartialDependence(data.State.Definition.Space, ImportanceShares.Observed(data.State, data.Place));
        var surrogate = dependence is null ? ""
            : " Line: a forest's mean over the other hyper-parameters, and two deviations of its trees.";
        return Figure.InGrid(Name, $"{data.Sweep}: {data.ScoreLabel}",
            $"{data.Note}. Dark trials are early, bright ones late.{surrogate}",
            [.. parameters.Select((parameter, i) => Slice(data, parameter, i, scored, y, dependence))]);
    }

    private static FigurePanel Slice(
        FigureData data, Parameter parameter, int index, IReadOnlyList<ScoredTrial> scored, FigureAxis y, PartialDependence? dependence)
    {
        (double X, ScoredTrial Trial)[] points =
        [
            .. from trial in scored
               where trial.Trial.Configuration.TryGet(parameter.Name, out _)
               select (FigureAxes.At(parameter, trial.Trial.Configuration[parameter.Name]), trial),
        ];
        var last = Math.Max(1.0, data.State.Trials.Count - 1);
        return new FigurePanel(FigureAxes.Of(parameter), y,
        [
            .. dependence is null ? [] : Expected(data, parameter, index, dependence),
            new PointMarks([.. points.Select(p => p.X)], [.. points.Select(p => p.Trial.Score)])
            {
                Trials = [.. points.Select(p => p.Trial.Trial.Number)],
                Amounts = [.. points.Select(p => p.Trial.Trial.Number / last)],
            },
        ]);
    }

    private static IEnumerable<FigureMark> Expected(FigureData data, Parameter parameter, int index, PartialDependence dependence)
    {
        var places = ParameterPlaces.Of(parameter);
        var expected = (from value in places
                        let told = dependence.At(index, value)
                        where double.IsFinite(told.Mean)
                        select (X: FigureAxes.At(parameter, value), Score: data.Objective.AsLoss(told.Mean), told.Deviation)).ToArray();
        if (expected.Length < 2)
        {
            yield break;
        }

        double[] xs = [.. expected.Select(e => e.X)];
        yield return new BandMark(xs, [.. expected.Select(e => e.Score - 2 * e.Deviation)],
            [.. expected.Select(e => e.Score + 2 * e.Deviation)])
        { Color = FigureColor.Gray };
        yield return new LineMark(xs, [.. expected.Select(e => e.Score)]) { Color = FigureColor.Gray };
    }
}
