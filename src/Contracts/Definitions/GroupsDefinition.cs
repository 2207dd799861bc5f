namespace Orchestrator.Contracts.Definitions;

/// <summary>Where it stands which rows belong together, so that no split parts them.</summary>
/// <param name="Column">A column (of FASTA, a header's field) with one word for all rows of a group.</param>
/// <param name="File">Absolute path of a table with that column, joined by the rows' names; null = the data itself has it.</param>
public sealed record GroupsDefinition(string Column, string? File = null);
