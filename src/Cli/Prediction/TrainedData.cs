using Orchestrator.Cli.Embedded;
using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Artifacts;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Validation;
using Orchestrator.Models.Data;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Prediction;

/// <summary>What a sweep was trained on and what its folds have left, for commands that look into its networks themselves.</summary>
internal static class TrainedData
{
    /// <summary>The sweep's definition with its data where it is now.</summary>
    /// <param name="state">The sweep.</param>
    /// <param name="dataRoot">The folder below which to look; null = where it was, then the current folder.</param>
    /// <exception cref="UserError">It is nowhere, or its content has changed.</exception>
    public static SweepDefinition Find(SweepState state, string? dataRoot)
    {
        var data = new MovedData(Environment.CurrentDirectory, dataRoot)
            .Find(state.Definition.Data, found => DataFingerprint.Of(found) == state.DataFingerprint);
        return DataFingerprint.Of(data) == state.DataFingerprint ? state.Definition with { Data = data }
            : throw new UserError($"The data in {data.Path} is not what '{state.Id}' was trained on: its content has changed. Bring the "
                + "old content back, or say with --data-root below which folder it is.");
    }

    /// <summary>What a worker was told when it trained a fold, with its checkpoint brought here.</summary>
    /// <param name="place">Where the checkpoint is.</param>
    /// <param name="state">The sweep.</param>
    /// <param name="definition">See <see cref="Find"/>.</param>
    /// <param name="fold">One that has ended.</param>
    /// <param name="folder">Where files may be put.</param>
    /// <exception cref="UserError">The checkpoint is gone.</exception>
    public static async Task<FoldAssignment> AssignmentAsync(ISweepClient place, SweepState state, SweepDefinition definition, FoldId fold,
        string folder)
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, $"{fold.Trial}-{fold.Fold}")).FullName;
        var path = await place.ArtifactAsync(state.Id, fold, ArtifactNames.Checkpoint, own)
            ?? throw new UserError($"The network of trial {fold.Trial}, fold {fold.Fold} of '{state.Id}' is gone: its checkpoint was "
                + "deleted. Ask for fewer trials, or run the sweep again with 'artifacts: { keep: all }'.");
        var trial = state.Trials[fold.Trial];
        return new(state.Id, new AttemptId(fold, 1), definition, trial.Configuration, definition.Stopping.Epochs,
            Path.GetDirectoryName(path)!, ContinueFrom: trial.Parent is null ? null : path);
    }
}
