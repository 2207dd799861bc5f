namespace Orchestrator.Models.Data;

/// <summary>What a trained network knows of its data's columns, for the readers of new rows.</summary>
/// <param name="Columns">Number of columns of a table, or bases of a sequence.</param>
/// <param name="Features">Names of the columns that the network takes, in its order; null = they have none.</param>
/// <param name="Labelled">Whether labels have to be there, because somebody has said where.</param>
public sealed record TrainedColumns(int Columns, IReadOnlyList<string>? Features, bool Labelled);
