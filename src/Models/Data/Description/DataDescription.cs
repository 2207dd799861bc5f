
namespace Orchestrator.Models.Data.Description;

/// <summary>What a data set holds.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="Inputs">What a row is: <c>sequences</c>, <c>numbers</c> or <c>sparse</c>.</param>
/// <param name="RowShape">Shape of a row: (length) of sequences, padding included.</param>
/// <param name="Lengths">Lengths of sequences; null where rows are numbers.</param>
/// <param name="Zeros">Share of the values that are 0; null where rows are sequences.</param>
/// <param name="UnknownBases">Share of the bases that are not A, C, G or T; null where rows are numbers.</param>
/// <param name="ConstantColumns">Columns with one value in all rows; null where rows are sequences.</param>
/// <param name="Targets">What is to be learned, a target each.</param>
/// <param name="Groups">Groups of rows; null where the data names none.</param>
/// <param name="TestRows">Rows of a test file.</param>
/// <param name="Kin">Copies and near copies among the rows.</param>
/// <param name="Contradictions">Rows whose inputs are those of another row with other targets: no model can be right about both.</param>
/// <param name="Fingerprint">Names the content, as a sweep's journal does.</param>
public sealed record DataDescription(
    int Rows, string Inputs, IReadOnlyList<int> RowShape, LengthSummary? Lengths, double? Zeros, double? UnknownBases, int? ConstantColumns,
    IReadOnlyList<TargetSummary> Targets, GroupSummary? Groups, int TestRows, IReadOnlyList<KinSummary> Kin, int Contradictions,
        string Fingerprint);
