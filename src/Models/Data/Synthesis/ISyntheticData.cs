using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Models.Data.Synthesis;

/// <summary>
/// A kind of data that can be drawn, with a signal planted in it that a network can find: for examples and tests, which then need no file.
/// What is drawn for a seed never changes, since sweeps name it by kind, rows and seed alone.
/// </summary>
public interface ISyntheticData
{
    /// <summary>What a sweep file calls it: lower case and dashes.</summary>
    string Name { get; }

    /// <summary>One line for help: what a row is, what is planted, what is to be learned.</summary>
    string Summary { get; }

    /// <summary>The model that suits it.</summary>
    string Model { get; }

    /// <summary>The metric to judge by.</summary>
    string Metric { get; }

    /// <summary>Draws rows.</summary>
    /// <param name="rows">How many, at least <see cref="SyntheticData.FewestRows"/>.</param>
    /// <param name="random">Decides everything.</param>
    DataSet Draw(int rows, RandomStream random);
}
