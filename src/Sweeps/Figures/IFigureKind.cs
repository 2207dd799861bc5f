using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Sweeps.Figures;

/// <summary>A kind of figure.</summary>
public interface IFigureKind
{
    /// <summary>What it is called on the command line and in addresses.</summary>
    string Name { get; }

    /// <summary>What it shows, for the help.</summary>
    string Summary { get; }

    /// <summary>Whether it shows what was measured in every epoch.</summary>
    bool NeedsMeasurements => false;

    /// <summary>Makes it.</summary>
    /// <exception cref="UserError">The sweep has too little to show.</exception>
    Figure Of(FigureData data);
}
