using System.Globalization;
using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Sweeps.Figures;

/// <summary>How much each hyper-parameter mattered.</summary>
public sealed class ImportanceFigure : IFigureKind
{
    /// <inheritdoc />
    public string Name => "importance";

    /// <inheritdoc />
    public string Summary => "how much each hyper-parameter mattered, as 'orchestrator importance' tells it";

    /// <inheritdoc />
    public Figure Of(FigureData data)
    {
        data.Scored(4, Name);
        var shares = ImportanceShares.Of(data.State, data.Measure, data.Place);
        if (shares.Values.All(share => share == 0))
        {
            throw new UserError($"The scores of sweep '{data.State.Id}' tell nothing of importance: all are equal.");
        }

        (string Name, double Share)[] bars = [.. shares.OrderBy(s => s.Value).ThenByDescending(s => s.Key, StringComparer.Ordinal)
            .Select(s => (s.Key, s.Value))];
        return new Figure(Name, $"{data.Sweep}: what decided {data.Metric}", data.Note,
        [
            new FigurePanel(
                new FigureAxis($"share of the importance ({data.Measure}; all sum to 1)", AxisKind.Linear, 0, bars[^1].Share * 1.12),
                FigureAxes.Named("hyper-parameter", bars.Select(bar => bar.Name)),
            [
                new SpanMarks([.. bars.Select((_, i) => i)], [.. bars.Select(_ => 0.0)], [.. bars.Select(bar => bar.Share)])
                {
                    Texts = [.. bars.Select(bar => bar.Share.ToString("0.00", CultureInfo.InvariantCulture))],
                    Labelled = true,
                },
            ]),
        ]);
    }
}
