namespace Orchestrator.Models.Data.Caching;

/// <summary>What a flat file holds, beside its sections.</summary>
/// <param name="Inputs"><c>floats</c>, <c>sequences</c> or <c>sparse</c>.</param>
/// <param name="RowShape">Shape of one row; of sequences their length.</param>
/// <param name="Targets"><c>classes</c>, <c>values</c> or <c>bits</c>.</param>
/// <param name="TargetNames">Names of classes or columns.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="TestRows">How many of the last rows came from a file of test rows.</param>
/// <param name="Remarks">What the reader left out or took for something; null = nothing.</param>
internal sealed record FlatDescription(
    string Inputs, int[] RowShape, string Targets, string[] TargetNames, int Rows, int TestRows = 0, string[]? Remarks = null);
