using System.Text.Json.Serialization;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Contracts.Messages;

/// <summary>What a node tells a worker process, one JSON line each. The end of the stream means: the node is gone, exit.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "message")]
[JsonDerivedType(typeof(RunFold), "run")]
[JsonDerivedType(typeof(StopFold), "stop")]
public abstract record WorkerCommand;

/// <summary>Execute an attempt in a slot; its messages go to the sender.</summary>
/// <param name="Epoch">
/// Of the sweep's owner, which journals a higher one each time that the sweep is recovered. A node heeds no order of a lower epoch than it
/// has seen:
/// it comes from a coordinator that does not know yet that it was succeeded. 0 = not checked.
/// </param>
public sealed record RunFold(SlotId Slot, FoldAssignment Assignment, long Epoch = 0) : WorkerCommand;

/// <summary>End an attempt at its next checkpoint. It answers as interrupted; when it is over already, nothing happens.</summary>
/// <param name="Sweep">Whose attempt.</param>
/// <param name="Epoch">See <see cref="RunFold.Epoch"/>.</param>
public sealed record StopFold(SlotId Slot, SweepId Sweep, AttemptId Attempt, long Epoch = 0) : WorkerCommand;

/// <summary>Everything that a worker needs to execute one attempt.</summary>
/// <param name="Sweep">The sweep.</param>
/// <param name="Attempt">The lease.</param>
/// <param name="Definition">The sweep's definition.</param>
/// <param name="Configuration">The trial's hyper-parameters.</param>
/// <param name="Epochs">Most epochs; for the refit the mean of the folds' best epochs, rounded.</param>
/// <param name="ArtifactFolder">Folder of this fold's checkpoint and model; the same for all its attempts.</param>
/// <param name="Store">Whose folder that is; null = this machine's.</param>
/// <param name="ContinueFrom">Artifact folder of the fold from whose best weights training goes on, or which is explained; null = from
/// freshly drawn ones.</param>
/// <param name="Ancestors">Of a refit: what the trial's weights went through before the trial itself, in order, to be repeated on the
/// refit's rows; null = nothing.</param>
/// <param name="PauseAfter">Reports what it has reached after this epoch, from 1, and can go on from its checkpoint; null = trains to the
/// end.</param>
public sealed record FoldAssignment(
    SweepId Sweep, AttemptId Attempt, SweepDefinition Definition, Configuration Configuration, int Epochs, string ArtifactFolder,
        ArtifactPlace? Store = null,
    string? ContinueFrom = null,
    [property: JsonPropertyName("earlier")] EquatableList<TrainingStage>? Ancestors = null,
    int? PauseAfter = null);

/// <summary>A stretch of training with one configuration.</summary>
/// <param name="Configuration">Its hyper-parameters.</param>
/// <param name="Epochs">Its length, at least 1.</param>
public sealed record TrainingStage(Configuration Configuration, int Epochs);
