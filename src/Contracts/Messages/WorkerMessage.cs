using System.Text.Json.Serialization;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Contracts.Messages;

/// <summary>What a worker tells about its attempt, one JSON line each.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "message")]
[JsonDerivedType(typeof(FoldStarted), "started")]
[JsonDerivedType(typeof(EpochMeasured), "epoch")]
[JsonDerivedType(typeof(FoldCompleted), "completed")]
[JsonDerivedType(typeof(FoldFailed), "failed")]
public abstract record WorkerMessage(SweepId Sweep, AttemptId Attempt);
