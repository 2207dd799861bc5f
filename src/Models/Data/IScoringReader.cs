using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Data;

/// <summary>Reads a format also without labels, as rows that are only scored have none.</summary>
public interface IScoringReader : IDataSetReader
{
    /// <summary>Whether a column exists only because a row has something in it, as a variant does: one that is absent is 0 in all
    /// rows.</summary>
    bool NamesWhatIsThere => false;

    /// <summary>Reads the whole data set; its targets are <see cref="UnknownTargets"/> where there are no labels.</summary>
    /// <param name="definition">The file. A key need not say where labels are.</param>
    /// <param name="trained">What the network takes.</param>
    /// <exception cref="DataFormatException">The file is absent, damaged or in another format, or labels some rows and not
    /// others.</exception>
    DataSet ReadToScore(DataDefinition definition, TrainedColumns trained);
}

/// <summary>What a trained network knows of its data's columns, for the readers of new rows.</summary>
/// <param name="Columns">Number of columns of a table, or bases of a sequence.</param>
/// <param name="Features">Names of the columns that the network takes, in its order; null = they have none.</param>
/// <param name="Labelled">Whether labels have to be there, because somebody has said where.</param>
public sealed record TrainedColumns(int Columns, IReadOnlyList<string>? Features, bool Labelled);
