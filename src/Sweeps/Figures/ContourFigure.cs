using System.Globalization;
using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Validation;
using Orchestrator.Search.Importance;

namespace Orchestrator.Sweeps.Figures;

/// <summary>What a surrogate expects over the two hyper-parameters that mattered most, and the trials.</summary>
public sealed class ContourFigure : IFigureKind
{
    private const int Places = 16;

    /// <inheritdoc />
    public string Name => "contour";

    /// <inheritdoc />
    public string Summary => "what a surrogate expects over the two hyper-parameters that mattered most";

    /// <inheritdoc />
    public Figure Of(FigureData data)
    {
        var scored = FigureData.Thinned(data.Scored(PartialDependence.FewestTrials, Name));
        var space = data.State.Definition.Space;
        var shares = ImportanceShares.Of(data.State, data.Measure, data.Place, ImportanceShares.EnoughToRank);
        int[] leading = [.. Enumerable.Range(0, space.Count).OrderByDescending(i => shares[space.Parameters[i].Name]).Take(2)];
        if (leading is not [var first, var second])
        {
            throw new UserError($"Sweep '{data.State.Id}' has {Words.Count(space.Count, "hyper-parameter")}; '{Name}' needs two.");
        }

        var (across, up) = (space.Parameters[first], space.Parameters[second]);
        ScoredTrial[] both =
        [
            .. scored.Where(t => t.Trial.Configuration.TryGet(across.Name, out _) && t.Trial.Configuration.TryGet(up.Name, out _)),
        ];
        var surface = Surface(data, first, second);
        double[] heights = [.. surface.Z.SelectMany(row => row).Where(double.IsFinite).DefaultIfEmpty()];
        return new Figure(Name,
            $"{data.Sweep}: expected {data.Metric} over {FigureText.Clean(across.Name)} and {FigureText.Clean(up.Name)}",
            string.Create(CultureInfo.InvariantCulture,
                $"A forest's mean over the other hyper-parameters, from {heights.Min():G4} (dark) to {heights.Max():G4} (bright); "
                + $"dots are trials."),
        [
            new FigurePanel(FigureAxes.Of(across), FigureAxes.Of(up),
            [
                surface,
                new PointMarks([.. both.Select(t => FigureAxes.At(across, t.Trial.Configuration[across.Name]))],
                    [.. both.Select(t => FigureAxes.At(up, t.Trial.Configuration[up.Name]))])
                {
                    Trials = [.. both.Select(t => t.Trial.Number)],
                    Color = FigureColor.Ink,
                },
            ]),
        ]);
    }

    private static SurfaceMark Surface(FigureData data, int first, int second)
    {
        var space = data.State.Definition.Space;
        var dependence = new PartialDependence(space, ImportanceShares.Observed(data.State, data.Place));
        var (across, up) = (ParameterPlaces.Of(space.Parameters[first], Places), ParameterPlaces.Of(space.Parameters[second], Places));
        return new SurfaceMark(
            [.. across.Select(value => FigureAxes.At(space.Parameters[first], value))],
            [.. up.Select(value => FigureAxes.At(space.Parameters[second], value))],
            [.. up.Select(y => (IReadOnlyList<double>)[.. across.Select(x => data.Objective.AsLoss(dependence.At(first, x, second, y)))])],
            data.Metric);
    }
}
