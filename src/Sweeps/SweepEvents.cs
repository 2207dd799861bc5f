using System.Text.Json.Serialization;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps;

/// <summary>A fact about a sweep, as journaled. Extend-only: a released event keeps its fields and their meaning.</summary>
/// <param name="At">When it became a fact.</param>
public abstract record SweepEvent(DateTimeOffset At);

/// <summary>The sweep began.</summary>
/// <param name="Leakage">What lies on both sides of its splits; null = nobody looked, as in journals of earlier versions.</param>
/// <param name="Submission">What the client calls the submission that asked for it; null = nobody submitted it.</param>
public sealed record SweepPlanned(
    SweepId Sweep, SweepDefinition Definition, string DataFingerprint, DateTimeOffset At, EquatableList<LeakageFinding>? Leakage = null,
    string? Submission = null) : SweepEvent(At);

/// <summary>A process has taken the sweep over, and is its owner until the next claim. Whoever claimed before can journal nothing
/// more.</summary>
/// <param name="Epoch">From 1, one more than that of the former owner.</param>
/// <param name="Owner">The process, for people.</param>
public sealed record OwnerClaimed(long Epoch, string Owner, DateTimeOffset At) : SweepEvent(At);

/// <summary>A coordinator took the sweep up again.</summary>
public sealed record SweepResumed(DateTimeOffset At) : SweepEvent(At);

/// <summary>A user paused the sweep: no further fold starts until <see cref="SweepContinued"/>.</summary>
/// <param name="By">Who did.</param>
/// <param name="Reason">Why; null = not said.</param>
/// <param name="StopRunning">Whether what ran was stopped at its next checkpoint; otherwise it ran to its end.</param>
public sealed record SweepPaused(string By, string? Reason, bool StopRunning, DateTimeOffset At) : SweepEvent(At);

/// <summary>A user ended the pause.</summary>
/// <param name="By">Who did.</param>
/// <param name="Reason">Why; null = not said.</param>
public sealed record SweepContinued(string By, string? Reason, DateTimeOffset At) : SweepEvent(At);

/// <summary>A user planned more trials: the search goes on, also of a sweep that was completed.</summary>
/// <param name="Trials">Most trials from now on.</param>
/// <param name="By">Who did.</param>
public sealed record SweepExtended(int Trials, string By, DateTimeOffset At) : SweepEvent(At);

/// <summary>A user queued a configuration: the trial of that number tries it, whatever the sampler would have suggested.</summary>
/// <param name="Trial">A number that no trial has yet.</param>
/// <param name="By">Who did.</param>
/// <param name="Key">Of the request, so that one which is repeated is known; null = it has none.</param>
public sealed record TrialEnqueued(int Trial, Configuration Configuration, string By, DateTimeOffset At, string? Key = null)
    : SweepEvent(At);

/// <summary>Trials keep their checkpoints no longer, as the definition asks.</summary>
/// <param name="Trials">Ended ones, ascending.</param>
public sealed record CheckpointsDropped(EquatableList<int> Trials, DateTimeOffset At) : SweepEvent(At);

/// <summary>The same data was found at another place.</summary>
/// <param name="Data">Where it is from now on.</param>
public sealed record DataMoved(DataDefinition Data, DateTimeOffset At) : SweepEvent(At);

/// <summary>The sweep was ended by a user; what is done stays.</summary>
public sealed record SweepCancelled(string Reason, DateTimeOffset At) : SweepEvent(At);

/// <summary>Nothing is left to do.</summary>
/// <param name="BestTrial">The winner; null when every trial failed.</param>
/// <param name="Summary">How it ended, in a sentence.</param>
public sealed record SweepCompleted(int? BestTrial, string Summary, DateTimeOffset At) : SweepEvent(At);

/// <summary>A configuration joined the sweep; its folds wait for slots.</summary>
/// <param name="Parent">The completed trial from whose weights each fold goes on, fold by fold; null = from freshly drawn ones.</param>
public sealed record TrialSuggested(int Trial, Configuration Configuration, DateTimeOffset At, int? Parent = null) : SweepEvent(At);

/// <summary>The sampler has no further point: fewer trials than planned will run.</summary>
/// <param name="Trials">How many there are.</param>
public sealed record SearchExhausted(int Trials, DateTimeOffset At) : SweepEvent(At);

/// <summary>The search ends before all its trials have run, as its definition asks.</summary>
/// <param name="Trials">How many there are.</param>
/// <param name="Reason">Which limit was reached, with the figures.</param>
public sealed record SearchStopped(int Trials, string Reason, DateTimeOffset At) : SweepEvent(At);

/// <summary>All folds of a trial are done.</summary>
/// <param name="Mean">Mean of the fold scores.</param>
/// <param name="Deviation">Sample standard deviation of the fold scores (n - 1).</param>
/// <param name="AdditionalScores">The same for the additional objectives, in the definition's order; null = there are none.</param>
public sealed record TrialCompleted(int Trial, double Mean, double Deviation, DateTimeOffset At,
    [property: JsonPropertyName("further")] EquatableList<ObjectiveScore>? AdditionalScores = null) : SweepEvent(At);

/// <summary>A trial was stopped because it was hopeless. Samplers treat it as a failed one, but where it has a partial score.</summary>
/// <param name="Reason">By which figures.</param>
/// <param name="Partial">What its folds tell, in a search fold by fold; null = it was not its folds that ended it.</param>
public sealed record TrialPruned(int Trial, string Reason, DateTimeOffset At, PartialScore? Partial = null) : SweepEvent(At);

/// <summary>In a search fold by fold, a trial gets its next fold.</summary>
/// <param name="Fold">The next of its folds, see <see cref="TrialState.FoldAt"/>.</param>
/// <param name="Seen">By the results of how many grants that was decided, the first ones; see <see cref="FoldGrant"/>.</param>
/// <param name="Chance">Of the trial to become the best; 1 also where nothing was known to compare with.</param>
public sealed record FoldGranted(int Trial, int Fold, int Seen, double Chance, DateTimeOffset At) : SweepEvent(At);

/// <summary>A trial goes on from a rung to the next: its folds wait for slots again, and continue from their checkpoints.</summary>
/// <param name="Rung">The rung that it has passed, from 1.</param>
/// <param name="Place">Its place among the trials of its bracket that had come so far, from 1.</param>
/// <param name="Mean">Mean of the fold scores there.</param>
public sealed record TrialPromoted(int Trial, int Rung, int Place, double Mean, DateTimeOffset At) : SweepEvent(At);

/// <summary>A fold cannot be completed, so the trial has no score. The sweep goes on.</summary>
public sealed record TrialFailed(int Trial, string Reason, DateTimeOffset At) : SweepEvent(At);

/// <summary>A fold was leased to a slot.</summary>
public sealed record AttemptStarted(AttemptId Attempt, SlotId Slot, DateTimeOffset At) : SweepEvent(At);

/// <summary>The attempt that held the lease gave a result: the fold is done.</summary>
public sealed record AttemptCompleted(AttemptId Attempt, FoldResult Result, DateTimeOffset At) : SweepEvent(At);

/// <summary>The attempt that held the lease ended without a result.</summary>
/// <param name="Reason">What happened.</param>
/// <param name="Retry">Whether the fold waits for a further attempt.</param>
/// <param name="Verdict">Why it is, or is not, tried again.</param>
public sealed record AttemptFailed(
    AttemptId Attempt, FailureKind Kind, string Reason, bool Retry, string Verdict, DateTimeOffset At) : SweepEvent(At);

/// <summary>A report came from an attempt that holds no lease, and changed nothing.</summary>
public sealed record ResultRejected(AttemptId Attempt, string Reason, DateTimeOffset At) : SweepEvent(At);

/// <summary>The search is over, and what trials around each other say has chosen the best one; see <see cref="PosteriorBest"/>.</summary>
/// <param name="Best">Which, and why.</param>
public sealed record BestChosen(PosteriorBest Best, DateTimeOffset At) : SweepEvent(At);

/// <summary>The search is over; the best configuration is trained on all rows but the test set's.</summary>
/// <param name="Trial">The best trial.</param>
/// <param name="Epochs">Mean of its folds' best epochs, rounded: without validation rows there is nothing to stop early by.</param>
public sealed record RefitPlanned(int Trial, int Epochs, DateTimeOffset At) : SweepEvent(At);
