using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Trials;
using Orchestrator.Models.Training;

namespace Orchestrator.GpuNode.Workers.Trainers;

/// <summary>Where a fold stands that a command trains: what a checkpoint says beside the command's own files.</summary>
/// <param name="Identity">What it is a checkpoint of.</param>
/// <param name="Epoch">Whole epochs trained.</param>
/// <param name="History">What was measured in each of them.</param>
/// <param name="Best">The best of them; null = none yet, or a refit, which is not judged by epochs.</param>
/// <param name="Seconds">Time spent in training, over all attempts.</param>
/// <param name="Result">What the fold reports, once it has ended.</param>
/// <param name="Checkpoint">Name of the command's file or folder, relative to its output folder; null = it has named none.</param>
/// <param name="Files">What that consists of, by content.</param>
internal sealed record TrainerProgress(
    string Identity, int Epoch, EquatableList<EpochMetrics> History, BestEpoch? Best, double Seconds, FoldResult? Result,
    string? Checkpoint, EquatableList<DataFile> Files)
{
    /// <summary>Before the first epoch.</summary>
    public static TrainerProgress Start(string identity, double seconds = 0) => new(identity, 0, [], null, seconds, null, null, []);
}
