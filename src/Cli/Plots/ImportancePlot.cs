using System.Globalization;
using Orchestrator.Cli.Rendering;
using Orchestrator.Contracts.Validation;
using ScottPlot;

namespace Orchestrator.Cli.Plots;

/// <summary>How much each hyper-parameter mattered.</summary>
internal sealed class ImportancePlot : IFigure
{
    public string Name => "importance";

    public string Summary => "how much each hyper-parameter mattered, as 'orchestrator importance' tells it";

    public Drawing Draw(PlotData data)
    {
        data.Scored(4, Name);
        var shares = ImportanceShares.Of(data.State, data.Measure, data.Place);
        if (shares.Values.All(share => share == 0))
        {
            throw new UserError($"The scores of sweep '{data.State.Id}' tell nothing of importance: all are equal.");
        }

        (string Name, double Share)[] bars = [.. shares.OrderBy(s => s.Value).ThenByDescending(s => s.Key, StringComparer.Ordinal)
            .Select(s => (s.Key, s.Value))];
        var y = Scale.Named([.. bars.Select(bar => bar.Name)], most: 40, longest: 30);
        var x = Scale.Linear([0, bars[^1].Share * 1.12], margin: 0) with { Low = 0 };
        var plot = Panel.Create(x, $"share of the importance ({data.Measure}; all sum to 1)", y, "hyper-parameter");
        for (var i = 0; i < bars.Length; i++)
        {
            var bar = plot.Add.Rectangle(0, bars[i].Share, i - 0.35, i + 0.35);
            bar.FillColor = Palette.Blue;
            bar.LineWidth = 0;
            var text = plot.Add.Text(bars[i].Share.ToString("0.00", CultureInfo.InvariantCulture), bars[i].Share, i);
            text.LabelAlignment = Alignment.MiddleLeft;
            text.LabelFontSize = 13;
            text.LabelFontName = PlotFont.Name;
            text.OffsetX = 6;
        }

        return new Drawing($"{data.Sweep}: what decided {data.Metric}", data.Note, [plot]);
    }
}
