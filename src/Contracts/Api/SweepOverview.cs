using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Contracts.Api;

/// <summary>How a sweep goes: what a viewer wants to know first. Its size does not grow with the number of trials.</summary>
/// <param name="Summary">As in the list of sweeps.</param>
/// <param name="Definition">What the user decided.</param>
/// <param name="DataFingerprint">Hash of the data's content.</param>
/// <param name="Trials">How many stand where.</param>
/// <param name="FoldsDone">Folds that are done, one way or the other, the refit included.</param>
/// <param name="FoldsPlanned">Folds of all planned trials and the refit.</param>
/// <param name="SecondsLeft">An estimate; null before a fold has ended.</param>
/// <param name="Best">The best trial; null while there is none.</param>
/// <param name="Test">The refit's result on the held-out rows; null without such rows, and before the refit is done.</param>
/// <param name="Running">What runs now, earlier trials first.</param>
/// <param name="Failures">The last attempts that failed, the latest first.</param>
/// <param name="Remarks">Sentences about the search: for example that the best trials lie on a border of the space.</param>
/// <param name="Leakage">What lies on both sides of the splits; null = nobody looked.</param>
public sealed record SweepOverview(
    SweepSummary Summary, SweepDefinition Definition, string DataFingerprint, TrialCounts Trials, int FoldsDone, int FoldsPlanned,
    double? SecondsLeft, TrialRow? Best, FoldResult? Test, IReadOnlyList<RunningFold> Running, IReadOnlyList<FailedAttempt> Failures,
    IReadOnlyList<string> Remarks, IReadOnlyList<LeakageFinding>? Leakage)
{
    /// <summary>Who paused it, when and why; null = nobody.</summary>
    public SweepPause? Pause { get; init; }

    /// <summary>Why the search ended before its last trial; null = it did not.</summary>
    public string? SearchEnd { get; init; }

    /// <summary>How it ended, in a sentence; null = it has not.</summary>
    public string? Ending { get; init; }

    /// <summary>With several objectives how much the front covers, in the product of their units; null with one.</summary>
    public double? Hypervolume { get; init; }
}

/// <summary>How many trials stand where.</summary>
public sealed record TrialCounts(int Waiting, int Running, int Completed, int Pruned, int Failed);

/// <summary>A fold that runs.</summary>
/// <param name="Fold">Which.</param>
/// <param name="Attempt">The how-manieth attempt, from 1.</param>
/// <param name="Slot">Where.</param>
/// <param name="Since">Since when.</param>
/// <param name="Epoch">The last one that has ended; 0 = none.</param>
public sealed record RunningFold(FoldId Fold, int Attempt, SlotId Slot, DateTimeOffset Since, int Epoch);

/// <summary>An attempt that failed.</summary>
/// <param name="Fold">At which fold.</param>
/// <param name="Attempt">The how-manieth attempt, from 1.</param>
/// <param name="Slot">Where.</param>
/// <param name="At">When it ended.</param>
/// <param name="Failure">What kind of failure.</param>
/// <param name="Reason">What happened and why the fold was, or was not, tried again.</param>
public sealed record FailedAttempt(FoldId Fold, int Attempt, SlotId Slot, DateTimeOffset At, FailureKind Failure, string? Reason);

/// <summary>That a sweep is paused.</summary>
/// <param name="By">Who paused it.</param>
/// <param name="Reason">Why; null = not said.</param>
/// <param name="Since">Since when.</param>
public sealed record SweepPause(string By, string? Reason, DateTimeOffset Since);
