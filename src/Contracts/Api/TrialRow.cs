using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Contracts.Api;

/// <summary>A trial in a list of trials.</summary>
/// <param name="Trial">Its number, from 0.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Configuration">Its hyper-parameters.</param>
/// <param name="Scores">Its score in each objective, in the definition's order; empty until completed.</param>
/// <param name="FoldsDone">Folds that have their score.</param>
/// <param name="Folds">All its folds.</param>
/// <param name="SuggestedAt">When the search chose it.</param>
/// <param name="Seconds">From then to its end; null while it has not ended.</param>
/// <param name="Leading">Whether it is the best one, or with several objectives one that no other beats.</param>
/// <param name="Retries">Failed attempts that were tried again, or ended it.</param>
/// <param name="Reason">Why it failed or was pruned; null = it was not.</param>
/// <param name="Parent">The trial from whose weights it went on; null = it started anew.</param>
/// <param name="Partial">What is expected of it, where it was ended before it had all its folds; null = it was not.</param>
public sealed record TrialRow(
    int Trial, WorkStatus Status, Configuration Configuration, IReadOnlyList<ObjectiveScore> Scores, int FoldsDone, int Folds,
    DateTimeOffset SuggestedAt, double? Seconds, bool Leading, int Retries, string? Reason, int? Parent,
    PartialScore? Partial = null);

/// <summary>Which trials of a sweep are wanted, and in which order.</summary>
/// <param name="Sort">
/// <c>trial</c>, <c>status</c>, <c>folds</c>, <c>seconds</c>, <c>score</c> (of the first objective), <c>score:METRIC</c> or
/// <c>parameter:NAME</c>; trials without the value come last. Null = by number.
/// </param>
/// <param name="Descending">Whether the largest comes first.</param>
/// <param name="Filter">What stands in a trial's number, hyper-parameters (<c>name=value</c>) or reason, each word somewhere; null =
/// all.</param>
/// <param name="Statuses">Those that stand there; null = all.</param>
/// <param name="From">How many of them are left out at the beginning, at least 0.</param>
/// <param name="Count">At most so many, 1 to <see cref="Most"/>.</param>
public sealed record TrialQuery(
    string? Sort = null, bool Descending = false, string? Filter = null, IReadOnlyList<WorkStatus>? Statuses = null, int From = 0,
    int Count = 50)
{
    /// <summary>Most trials in one answer.</summary>
    public const int Most = 1000;

    /// <summary>Before the name of a metric by whose scores trials are sorted.</summary>
    public const string Score = "score:";

    /// <summary>Before the name of a hyper-parameter by whose values trials are sorted.</summary>
    public const string Parameter = "parameter:";
}

/// <summary>Trials of a sweep.</summary>
/// <param name="Sweep">Which.</param>
/// <param name="Total">All its trials.</param>
/// <param name="Matching">Those that were wanted, of which <paramref name="Rows"/> may be a part.</param>
/// <param name="Rows">In the order that was wanted.</param>
public sealed record TrialPage(SweepId Sweep, int Total, int Matching, IReadOnlyList<TrialRow> Rows);
