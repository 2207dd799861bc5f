using Orchestrator.Contracts.Collections;

namespace Orchestrator.Contracts.Definitions;

/// <summary>Rows that are scored although their kin was trained on: their scores tell what a network remembers, not what it has
/// learned.</summary>
/// <param name="Kinship">What makes them kin.</param>
/// <param name="ValidationRows">Rows with kin among the training rows of a fold that validates on them.</param>
/// <param name="TestRows">Test rows with kin among the rows that the refit trains on.</param>
/// <param name="Examples">The first few: a row that is scored and one that is trained on, counted from 0.</param>
public sealed record LeakageFinding(Kinship Kinship, int ValidationRows, int TestRows, EquatableList<RowPair> Examples);
