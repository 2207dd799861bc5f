using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Plots;

/// <summary>A kind of figure.</summary>
internal interface IFigure
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    /// <summary>What it shows, for the help.</summary>
    string Summary { get; }

    /// <summary>Whether it shows what was measured in every epoch.</summary>
    bool NeedsMeasurements => false;

    /// <summary>Draws it.</summary>
    /// <exception cref="UserError">The sweep has too little to show.</exception>
    Drawing Draw(PlotData data);
}
