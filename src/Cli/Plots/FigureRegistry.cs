using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Plots;

/// <summary>The figures by name.</summary>
internal static class FigureRegistry
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<IFigure> All { get; } =
    [
        new HistoryPlot(), new CurvesPlot(), new SlicePlot(), new ParallelPlot(), new RankPlot(), new EdfPlot(), new ImportancePlot(),
        new ParetoPlot(), new TimelinePlot(),
    ];

    /// <summary>The figure of that name.</summary>
    /// <exception cref="UserError">None has that name.</exception>
    public static IFigure Find(string name)
    {
        var names = All.Select(figure => figure.Name);
        var advice = NearestWord.Find(name, names) is { } near ? $" Did you mean '{near}'?" : "";
        return All.FirstOrDefault(figure => figure.Name == name)
            ?? throw new UserError($"There is no figure '{name}'.{advice} Figures are {string.Join(", ", names)}.");
    }
}
