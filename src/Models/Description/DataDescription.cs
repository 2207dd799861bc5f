using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Description;

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
/// <param name="Remarks">What somebody should know who is about to train on it.</param>
public sealed record DataDescription(
    int Rows, string Inputs, IReadOnlyList<int> RowShape, LengthSummary? Lengths, double? Zeros, double? UnknownBases, int? ConstantColumns,
    IReadOnlyList<TargetSummary> Targets, GroupSummary? Groups, int TestRows, IReadOnlyList<KinSummary> Kin, int Contradictions,
        string Fingerprint, IReadOnlyList<string> Remarks);

/// <summary>One target.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Known">Rows where it is known.</param>
/// <param name="Missing">Rows where it is not.</param>
/// <param name="Classes">Rows of each class; null where it is a number.</param>
/// <param name="Minimum">Least value; null where it is a class.</param>
/// <param name="Mean">Mean value.</param>
/// <param name="Deviation">Standard deviation.</param>
/// <param name="Maximum">Greatest value.</param>
public sealed record TargetSummary(
    string Name, int Known, int Missing, IReadOnlyDictionary<string, int>? Classes = null, double? Minimum = null, double? Mean = null,
        double? Deviation = null, double? Maximum = null);

/// <summary>Groups of rows that belong together.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Largest">Rows of the largest.</param>
public sealed record GroupSummary(int Count, int Largest);

/// <summary>Rows that are kin of another row.</summary>
/// <param name="Kinship">What makes them kin.</param>
/// <param name="Rows">How many have kin.</param>
/// <param name="Distinct">How many are left when each set of kin counts once.</param>
/// <param name="Largest">Rows of the largest set of kin.</param>
public sealed record KinSummary(Kinship Kinship, int Rows, int Distinct, int Largest);

/// <summary>Lengths of sequences, in bases.</summary>
public sealed record LengthSummary(int Shortest, double Median, int Longest);
