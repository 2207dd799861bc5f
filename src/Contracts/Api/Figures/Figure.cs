using Orchestrator.Contracts.Collections;

namespace Orchestrator.Contracts.Api.Figures;

/// <summary>A figure as data: what the web page, the files of <c>plot</c> and the report draw is the same.</summary>
/// <param name="Name">Of its kind, for example <c>history</c>.</param>
/// <param name="Title">What is shown, of which sweep.</param>
/// <param name="Note">A line below the title; may be empty.</param>
/// <param name="Panels">Row by row; empty exactly when <paramref name="Parallel"/> is present.</param>
/// <param name="Columns">Panels in a row, at least 1.</param>
/// <param name="Parallel">Parallel coordinates; null in all other figures.</param>
public sealed record Figure(
    string Name, string Title, string Note, IReadOnlyList<FigurePanel> Panels, int Columns = 1, ParallelCoordinates? Parallel = null)
{
    /// <summary>A figure whose panels make a grid that is about as wide as high.</summary>
    public static Figure InGrid(string name, string title, string note, IReadOnlyList<FigurePanel> panels) =>
        new(name, title, note, panels, Math.Max(1, (int)Math.Ceiling(Math.Sqrt(panels.Count))));
}

/// <summary>Two axes and what stands between them.</summary>
/// <param name="X">Across.</param>
/// <param name="Y">Upwards.</param>
/// <param name="Marks">The first one lies below the others.</param>
public sealed record FigurePanel(FigureAxis X, FigureAxis Y, IReadOnlyList<FigureMark> Marks);

/// <summary>A line a trial over an axis a hyper-parameter.</summary>
/// <param name="Axes">The hyper-parameters in the order of the space, at last the score.</param>
/// <param name="Lines">The best one last.</param>
public sealed record ParallelCoordinates(IReadOnlyList<FigureAxis> Axes, IReadOnlyList<ParallelLine> Lines);

/// <summary>A trial in parallel coordinates.</summary>
/// <param name="Trial">Its number.</param>
/// <param name="Values">One an axis, in its coordinates; null where the trial lacks a conditional hyper-parameter.</param>
/// <param name="Amount">Of its colour: 0 (the worst trial) to 1 (the best).</param>
public sealed record ParallelLine(int Trial, IReadOnlyList<double?> Values, double Amount);

/// <summary>Which figure of a sweep is wanted.</summary>
/// <param name="Name">Of the figure, for example <c>history</c>.</param>
/// <param name="Objective">Of several objectives the one to show; null = the first.</param>
/// <param name="Trials">Of figures that show the best trials alone: how many, at least 1.</param>
/// <param name="Measure">Of importance: how it is measured; null = the usual way.</param>
/// <param name="Chosen">Of curves: these trials in place of the best ones; null = the best ones.</param>
public sealed record FigureRequest(
    string Name, string? Objective = null, int Trials = 5, string? Measure = null, EquatableList<int>? Chosen = null);
