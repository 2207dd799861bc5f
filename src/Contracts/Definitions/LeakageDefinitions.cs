using Orchestrator.Contracts.Collections;

namespace Orchestrator.Contracts.Definitions;

/// <summary>What happens when copies or kin of validation or test rows are among the rows that are trained on.</summary>
public enum LeakagePolicy
{
    /// <summary>They are counted and named.</summary>
    Report,

    /// <summary>The sweep does not start.</summary>
    Refuse,

    /// <summary>Copies and near copies are dealt together, as rows of one group are.</summary>
    Group,
}

/// <summary>What makes two rows of data kin.</summary>
public enum Kinship
{
    /// <summary>Their inputs are equal.</summary>
    Copies,

    /// <summary>Their inputs differ in a few places, or a chain of such rows joins them.</summary>
    NearCopies,

    /// <summary>They are of one group: a patient, a donor, a clone.</summary>
    Groups,
}

/// <summary>Rows that are scored although their kin was trained on: their scores tell what a network remembers, not what it has
/// learned.</summary>
/// <param name="Kinship">What makes them kin.</param>
/// <param name="ValidationRows">Rows with kin among the training rows of a fold that validates on them.</param>
/// <param name="TestRows">Test rows with kin among the rows that the refit trains on.</param>
/// <param name="Examples">The first few: a row that is scored and one that is trained on, counted from 0.</param>
public sealed record LeakageFinding(Kinship Kinship, int ValidationRows, int TestRows, EquatableList<RowPair> Examples);

/// <summary>Two rows of data, by number from 0.</summary>
/// <param name="Scored">The row that is validated or tested on.</param>
/// <param name="Trained">Its kin among the rows that are trained on.</param>
public readonly record struct RowPair(int Scored, int Trained);
