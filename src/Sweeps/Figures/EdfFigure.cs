using Orchestrator.Contracts.Api.Figures;

namespace Orchestrator.Sweeps.Figures;

/// <summary>The empirical distribution of the scores.</summary>
public sealed class EdfFigure : IFigureKind
{
    /// <inheritdoc />
    public string Name => "edf";

    /// <inheritdoc />
    public string Summary => "the empirical distribution of the scores";

    /// <inheritdoc />
    public Figure Of(FigureData data)
    {
        double[] scores = [.. data.Scored(2, Name).Select(trial => trial.Score).Order()];
        var x = FigureAxes.Linear(data.ScoreLabel, scores);
        var told = FigureData.Thinned([.. scores.Select((score, i) => (Score: score, Share: (i + 1.0) / scores.Length))]);
        return new Figure(Name, $"{data.Sweep}: distribution of {data.Metric}", data.Note,
        [
            new FigurePanel(x, FigureAxes.Linear("share of the trials with this score or a lower one", [0, 1]),
            [
                new LineMark([x.Low, .. told.Select(t => t.Score), x.High], [0, .. told.Select(t => t.Share), 1])
                {
                    Shape = LineShape.StepAfter,
                },
            ]),
        ]);
    }
}
