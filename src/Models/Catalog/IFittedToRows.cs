using Orchestrator.Models.Data;

namespace Orchestrator.Models.Catalog;

/// <summary>A network that takes something of the data into its buffers before training, from a fold's training rows alone.</summary>
internal interface IFittedToRows
{
    /// <summary>Sets the buffers. Called once, on the CPU, before the first step.</summary>
    /// <param name="inputs">All rows of the data.</param>
    /// <param name="rows">The fold's training rows.</param>
    void Fit(Inputs inputs, ReadOnlySpan<int> rows);
}
