using System.Text.Json.Serialization;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Contracts.Messages;

/// <summary>What a worker tells about its attempt, one JSON line each.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "message")]
[JsonDerivedType(typeof(FoldStarted), "started")]
[JsonDerivedType(typeof(EpochMeasured), "epoch")]
[JsonDerivedType(typeof(FoldCompleted), "completed")]
[JsonDerivedType(typeof(FoldFailed), "failed")]
[JsonDerivedType(typeof(FoldLogged), "logged")]
public abstract record WorkerMessage(SweepId Sweep, AttemptId Attempt);

/// <summary>Training begins.</summary>
/// <param name="FromEpoch">Epochs already in the checkpoint; 0 = from the start.</param>
/// <param name="Device">Where, such as <c>cpu</c> or <c>cuda:0</c>.</param>
public sealed record FoldStarted(SweepId Sweep, AttemptId Attempt, int FromEpoch, string Device) : WorkerMessage(Sweep, Attempt);

/// <summary>An epoch ended.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Metrics">Value by metric name.</param>
public sealed record EpochMeasured(SweepId Sweep, AttemptId Attempt, int Epoch, IReadOnlyDictionary<string, double> Metrics)
    : WorkerMessage(Sweep, Attempt);

/// <summary>The fold is trained.</summary>
public sealed record FoldCompleted(SweepId Sweep, AttemptId Attempt, FoldResult Result) : WorkerMessage(Sweep, Attempt);

/// <summary>The attempt ended without a result.</summary>
/// <param name="Reason">For the journal: what happened, in a sentence.</param>
/// <param name="OfTrainer">Whether it was the command that the sweep names, on a node that could start it: that says nothing about the
/// node.</param>
public sealed record FoldFailed(SweepId Sweep, AttemptId Attempt, FailureKind Kind, string Reason, bool OfTrainer = false)
    : WorkerMessage(Sweep, Attempt);

/// <summary>Lines that the worker printed during an attempt, as its node read them. Decides nothing, and may come behind the attempt's
/// end. Of an attempt's lines the first and the last are kept.</summary>
/// <param name="Lines">In order, their numbers growing.</param>
/// <param name="Head">Lines 1 to this are the first, which are kept.</param>
/// <param name="Tail">Lines from this on are the last, which are kept; those between <paramref name="Head"/> and this are dropped.</param>
public sealed record FoldLogged(SweepId Sweep, AttemptId Attempt, EquatableList<LogLine> Lines, int Head, int Tail)
    : WorkerMessage(Sweep, Attempt);
