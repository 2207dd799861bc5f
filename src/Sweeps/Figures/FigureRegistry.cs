using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Sweeps.Figures;

/// <summary>The figures by name.</summary>
public static class FigureRegistry
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<IFigureKind> All { get; } =
    [
        new HistoryFigure(), new CurvesFigure(), new FoldsFigure(), new SliceFigure(), new ContourFigure(), new ParallelFigure(),
        new RankFigure(), new EdfFigure(), new ImportanceFigure(), new ParetoFigure(), new HypervolumeFigure(), new TimelineFigure(),
    ];

    /// <summary>The figure of that name.</summary>
    /// <exception cref="UserError">None has that name.</exception>
    public static IFigureKind Find(string name)
    {
        var names = All.Select(figure => figure.Name);
        var advice = NearestWord.Find(name, names) is { } near ? $" Did you mean '{near}'?" : "";
        return All.FirstOrDefault(figure => figure.Name == name)
            ?? throw new UserError($"There is no figure '{name}'.{advice} Figures are {string.Join(", ", names)}.");
    }
}
