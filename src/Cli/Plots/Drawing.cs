using ScottPlot;

namespace Orchestrator.Cli.Plots;

/// <summary>A figure that is ready to be written: panels in a grid under a title.</summary>
/// <param name="Title">What is shown, of which sweep.</param>
/// <param name="Note">A line below the title.</param>
/// <param name="Panels">Row by row.</param>
/// <param name="Columns">Panels in a row.</param>
internal sealed record Drawing(string Title, string Note, IReadOnlyList<Plot> Panels, int Columns = 1) : IDisposable
{
    /// <summary>Rows of panels.</summary>
    public int Rows => (Panels.Count + Columns - 1) / Columns;

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var panel in Panels)
        {
            panel.Dispose();
        }
    }
}
