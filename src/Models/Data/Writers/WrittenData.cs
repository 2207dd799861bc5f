namespace Orchestrator.Models.Data.Writers;

/// <summary>Where a data set was written, in the words of a sweep file.</summary>
/// <param name="File">Name of the data file in its folder.</param>
/// <param name="Format">Its format.</param>
/// <param name="Key">Its key; null = it needs none.</param>
public sealed record WrittenData(string File, string Format, string? Key);
