using Orchestrator.Contracts.Api.Figures;

namespace Orchestrator.Sweeps.Figures;

/// <summary>Parallel coordinates: a line a trial, over an axis a hyper-parameter.</summary>
public sealed class ParallelFigure : IFigureKind
{
    /// <inheritdoc />
    public string Name => "parallel";

    /// <inheritdoc />
    public string Summary => "a line a trial over an axis a hyper-parameter, coloured by score";

    /// <inheritdoc />
    public Figure Of(FigureData data)
    {
        var scored = data.Scored(2, Name);
        var parameters = data.State.Definition.Space.Parameters;
        var ranked = FigureData.Thinned([.. scored.Zip(data.Ranks(scored)).OrderByDescending(pair => pair.Second)]);
        FigureAxis[] axes =
        [
            .. parameters.Select(p => FigureAxes.Of(p, longest: 20)), FigureAxes.Linear(data.Metric, scored.Select(t => t.Score)),
        ];
        ParallelLine[] lines =
        [
            .. from pair in ranked
               let configuration = pair.First.Trial.Configuration
               select new ParallelLine(pair.First.Trial.Number,
                   [
                       .. parameters.Select(p =>
                           configuration.TryGet(p.Name, out var value) ? FigureAxes.At(p, value) : (double?)null),
                       pair.First.Score,
                   ],
                   1 - pair.Second / Math.Max(1, scored.Count - 1)),
        ];
        var absent = lines.Any(line => line.Values.Contains(null)) ? "; below an axis: not set" : "";
        return new Figure(Name, $"{data.Sweep}: hyper-parameters and {data.Metric}",
            $"{data.Note}. The best trials are bright{absent}.", [], Parallel: new ParallelCoordinates(axes, lines));
    }
}
