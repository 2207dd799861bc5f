using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps;

/// <summary>A wish, to be turned into events by <see cref="SweepDecider"/>. Time and values arrive in it.</summary>
/// <param name="At">When, by the sender's clock.</param>
public abstract record SweepCommand(DateTimeOffset At);

/// <summary>Begin a sweep.</summary>
/// <param name="DataFingerprint">SHA-256 of the data's content, lower-case hex: a resumed sweep must train on the same rows.</param>
/// <param name="Leakage">What lies on both sides of its splits; null = nobody looked.</param>
/// <param name="Submission">What the client calls the submission that asks for it; null = nobody submitted it.</param>
public sealed record PlanSweep(
    SweepId Sweep, SweepDefinition Definition, string DataFingerprint, DateTimeOffset At, EquatableList<LeakageFinding>? Leakage = null,
    string? Submission = null) : SweepCommand(At);

/// <summary>Become the owner of a sweep; the first thing that is journaled after a recovery.</summary>
/// <param name="Owner">The process, for people.</param>
public sealed record ClaimSweep(string Owner, DateTimeOffset At) : SweepCommand(At);

/// <summary>Go on after the coordinator was stopped or killed.</summary>
/// <param name="KeepsLeases">
/// Whether open attempts may run on without their coordinator, on other machines. If not, they are over; their checkpoints remain.
/// </param>
public sealed record ResumeSweep(DateTimeOffset At, bool KeepsLeases = false) : SweepCommand(At);

/// <summary>Start no further fold until <see cref="ContinueSweep"/>.</summary>
/// <param name="By">Who asks for it.</param>
/// <param name="Reason">Why; null = not said.</param>
/// <param name="StopRunning">Whether what runs stops at its next checkpoint; otherwise it runs to its end.</param>
public sealed record PauseSweep(string By, string? Reason, bool StopRunning, DateTimeOffset At) : SweepCommand(At);

/// <summary>End the pause. Not to be confused with <see cref="ResumeSweep"/>, which follows the death of a coordinator.</summary>
/// <param name="By">Who asks for it.</param>
/// <param name="Reason">Why; null = not said.</param>
public sealed record ContinueSweep(string By, string? Reason, DateTimeOffset At) : SweepCommand(At);

/// <summary>Plan more trials, also of a sweep that is completed: it searches on where it ended.</summary>
/// <param name="Trials">Most trials from now on; see <see cref="SweepExtension.Objection"/>.</param>
/// <param name="By">Who asks for it.</param>
public sealed record ExtendSweep(int Trials, string By, DateTimeOffset At) : SweepCommand(At);

/// <summary>Queue a configuration, which the next suggestion takes; see <see cref="TrialQueue.Objection"/>.</summary>
/// <param name="Configuration">In the sweep's space.</param>
/// <param name="By">Who asks for it.</param>
/// <param name="Key">Of the request: the same key queues nothing more; null = it is never repeated.</param>
public sealed record EnqueueTrial(Configuration Configuration, string By, string? Key, DateTimeOffset At) : SweepCommand(At);

/// <summary>The data of a sweep that has not ended lies elsewhere now.</summary>
/// <param name="Data">Where; the content is the same.</param>
public sealed record MoveData(DataDefinition Data, DateTimeOffset At) : SweepCommand(At);

/// <summary>End a sweep before its plan is fulfilled, for good.</summary>
public sealed record CancelSweep(string Reason, DateTimeOffset At) : SweepCommand(At);

/// <summary>A sampler's answer.</summary>
/// <param name="Trial">The trial that was asked for.</param>
/// <param name="Configuration">What to try; null = the space is exhausted.</param>
/// <param name="Parent">The completed trial from whose weights it goes on; null = it starts anew.</param>
public sealed record SuggestTrial(int Trial, Configuration? Configuration, DateTimeOffset At, int? Parent = null) : SweepCommand(At);

/// <summary>The sampler could not make a suggestion: the search ends with what it has.</summary>
/// <param name="Trial">Which trial was to be suggested.</param>
/// <param name="Reason">What the sampler said, a sentence.</param>
public sealed record FailSuggestion(int Trial, string Reason, DateTimeOffset At) : SweepCommand(At);

/// <summary>The pruner could not give a verdict: the search ends with what it has, as it does where the sampler fails.</summary>
/// <param name="Trial">The trial that was to be judged.</param>
/// <param name="Reason">What the pruner said, a sentence.</param>
public sealed record FailPruning(int Trial, string Reason, DateTimeOffset At) : SweepCommand(At);

/// <summary>Lease a fold to a slot.</summary>
public sealed record StartAttempt(FoldId Fold, SlotId Slot, DateTimeOffset At) : SweepCommand(At);

/// <summary>An attempt reports its result.</summary>
public sealed record CompleteAttempt(AttemptId Attempt, FoldResult Result, DateTimeOffset At) : SweepCommand(At);

/// <summary>An attempt ended without a result.</summary>
public sealed record FailAttempt(AttemptId Attempt, FailureKind Kind, string Reason, DateTimeOffset At) : SweepCommand(At);

/// <summary>A pruner's verdict: the trial is not worth going on with.</summary>
/// <param name="Reason">The figures that decided.</param>
public sealed record PruneTrial(int Trial, string Reason, DateTimeOffset At) : SweepCommand(At);
