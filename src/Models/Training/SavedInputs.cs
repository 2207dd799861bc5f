namespace Orchestrator.Models.Training;

/// <summary>What a network was trained on, as far as new rows have to be like it.</summary>
/// <param name="Format">The reader's name.</param>
/// <param name="Key">The data's key; null = none.</param>
/// <param name="Group">The data's own column of groups, which is no input; null = none.</param>
/// <param name="Columns">Number of columns of the data, of which the network may take a part.</param>
/// <param name="Features">Names of the columns that the network takes, in its order; null = they have none.</param>
public sealed record SavedInputs(string Format, string? Key, string? Group, int Columns, IReadOnlyList<string>? Features);
