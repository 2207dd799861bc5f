using System.Text.Json.Serialization;

namespace Orchestrator.Contracts.Messages;

/// <summary>What a node tells a worker process, one JSON line each. The end of the stream means: the node is gone, exit.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "message")]
[JsonDerivedType(typeof(RunFold), "run")]
[JsonDerivedType(typeof(StopFold), "stop")]
public abstract record WorkerCommand;
