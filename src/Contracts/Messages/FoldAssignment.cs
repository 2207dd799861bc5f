using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Contracts.Messages;

/// <summary>Everything that a worker needs to execute one attempt.</summary>
/// <param name="Sweep">The sweep.</param>
/// <param name="Attempt">The lease.</param>
/// <param name="Definition">The sweep's definition.</param>
/// <param name="Configuration">The trial's hyper-parameters.</param>
/// <param name="Epochs">Most epochs; for the refit the mean of the folds' best epochs, rounded.</param>
/// <param name="ArtifactFolder">Folder of this fold's checkpoint and model; the same for all its attempts.</param>
/// <param name="Store">Whose folder that is; null = this machine's.</param>
/// <param name="ContinueFrom">Artifact folder of the fold from whose best weights training goes on; null = from freshly drawn ones.</param>
/// <param name="Earlier">Of a refit: what the trial's weights went through before the trial itself, in order, to be repeated on the refit's
/// rows; null = nothing.</param>
public sealed record FoldAssignment(
    SweepId Sweep, AttemptId Attempt, SweepDefinition Definition, Configuration Configuration, int Epochs, string ArtifactFolder,
        ArtifactPlace? Store = null,
    string? ContinueFrom = null, EquatableList<TrainingStage>? Earlier = null);
