using Orchestrator.Cli.Rendering;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Validation;
using ScottPlot;

namespace Orchestrator.Cli.Plots;

/// <summary>The trials' ranks over pairs of hyper-parameters.</summary>
internal sealed class RankPlot : IFigure
{
    private const int MostParameters = 4;

    public string Name => "rank";

    public string Summary => "the score's rank over pairs of the hyper-parameters that mattered most";

    public Drawing Draw(PlotData data)
    {
        var scored = data.Scored(2, Name);
        var shares = ImportanceShares.Of(data.State, data.Measure, data.Place);
        Parameter[] leading = [.. data.State.Definition.Space.Parameters.OrderByDescending(p => shares[p.Name]).Take(MostParameters)];
        if (leading.Length == 0)
        {
            throw new UserError($"Sweep '{data.State.Id}' has no hyper-parameter to show.");
        }

        var ranks = data.Ranks(scored);
        Plot[] panels = leading.Length == 1
            ? [Single(leading[0], scored, ranks)]
            : [.. leading.SelectMany((first, i) => leading[(i + 1)..].Select(second => Pair(first, second, scored, ranks)))];
        return Drawing.InGrid($"{data.Sweep}: rank of {data.Metric} over hyper-parameters",
            $"{data.Note}. The best trials are bright, the worst dark.", panels);
    }

    private static Plot Pair(Parameter first, Parameter second, IReadOnlyList<ScoredTrial> scored, IReadOnlyList<double> ranks)
    {
        var (x, y) = (Scale.Of(first), Scale.Of(second));
        var plot = Panel.Create(x, Label(first, x), y, Label(second, y));
        foreach (var (trial, rank) in scored.Zip(ranks).OrderByDescending(pair => pair.Item2))
        {
            if (trial.Trial.Configuration.TryGet(first.Name, out var across) && trial.Trial.Configuration.TryGet(second.Name, out var up))
            {
                plot.Add.Marker(x.At(across), y.At(up), MarkerShape.FilledCircle, 11, Bright(rank, scored.Count));
            }
        }

        return plot;
    }

    private static Plot Single(Parameter parameter, IReadOnlyList<ScoredTrial> scored, IReadOnlyList<double> ranks)
    {
        var x = Scale.Of(parameter);
        var plot = Panel.Create(x, Label(parameter, x), Scale.Linear([1, scored.Count]), "rank of the score (1 is the best)");
        foreach (var (trial, rank) in scored.Zip(ranks))
        {
            if (trial.Trial.Configuration.TryGet(parameter.Name, out var value))
            {
                plot.Add.Marker(x.At(value), rank + 1, MarkerShape.FilledCircle, 11, Bright(rank, scored.Count));
            }
        }

        return plot;
    }

    private static string Label(Parameter parameter, Scale scale) => PlotText.Clean(parameter.Name, 30) + (scale.IsLog ? " (log)" : "");

    private static Color Bright(double rank, int count) => Palette.Amount(1 - rank / Math.Max(1, count - 1));
}
