using Orchestrator.Contracts.Collections;

namespace Orchestrator.Cli.Rendering;

/// <summary>What an ensemble is made of, and what it scores on rows that none of it was trained on.</summary>
/// <param name="Kind">As the user asked: <c>folds</c>, <c>top:3</c>.</param>
/// <param name="Answer">How its networks answer together.</param>
/// <param name="Members">Its networks.</param>
/// <param name="CleanRows">Number of rows that none of them was trained, validated or chosen on: the test rows.</param>
/// <param name="Rows">Number of all rows.</param>
/// <param name="Test">All metrics on the clean rows; null = there are none, and so there is no score.</param>
/// <param name="File">Where it is saved; null = nowhere.</param>
public sealed record EnsembleView(
    string Kind, string Answer, EquatableList<EnsembleMemberView> Members, int CleanRows, int Rows,
    IReadOnlyDictionary<string, double>? Test, string? File);

/// <summary>One network of an ensemble.</summary>
/// <param name="Trial">Its trial.</param>
/// <param name="Fold">Its fold: it was trained on all rows but that fold's and the test rows.</param>
/// <param name="Score">What it scored on its fold's validation rows.</param>
public sealed record EnsembleMemberView(int Trial, int Fold, double Score);
