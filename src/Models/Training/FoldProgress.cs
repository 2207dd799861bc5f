using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Models.Training;

/// <summary>Where the training of a fold stands: the part of a checkpoint that is no tensor.</summary>
/// <param name="Identity">What it is a checkpoint of.</param>
/// <param name="Epoch">Whole epochs trained.</param>
/// <param name="Step">Steps taken in the epoch after them.</param>
/// <param name="History">What was measured in each whole epoch.</param>
/// <param name="Best">The best epoch; null before the first, and in a refit.</param>
/// <param name="Seconds">Time spent in training, over all attempts.</param>
/// <param name="Result">What the fold reports, once it has ended.</param>
internal sealed record FoldProgress(
    string Identity, int Epoch, int Step, EquatableList<EpochMetrics> History, BestEpoch? Best, double Seconds, FoldResult? Result)
{
    /// <summary>Before the first step.</summary>
    public static FoldProgress Start(string identity) => new(identity, 0, 0, [], null, 0, null);
}
