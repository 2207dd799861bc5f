using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Training;

/// <summary>The best epoch so far, and since when there has been no progress worth waiting for.</summary>
/// <param name="Epoch">The epoch of the best score, from 1.</param>
/// <param name="Score">The best score: any improvement counts.</param>
/// <param name="ProgressEpoch">The last epoch that improved by more than the smallest change that counts.</param>
/// <param name="ProgressScore">Its score.</param>
public sealed record BestEpoch(int Epoch, double Score, int ProgressEpoch, double ProgressScore)
{
    /// <summary>Takes in one more epoch.</summary>
    /// <param name="before">What was known before it; null = it is the first.</param>
    /// <param name="epoch">From 1.</param>
    /// <param name="score">What it reached.</param>
    /// <param name="objective">Which way is better.</param>
    /// <param name="minDelta">Smallest change that counts as progress, at least 0.</param>
    public static BestEpoch After(BestEpoch? before, int epoch, double score, ObjectiveDefinition objective, double minDelta)
    {
        if (before is null)
        {
            return new(epoch, score, epoch, score);
        }

        var after = objective.IsBetter(score, before.Score) ? before with { Epoch = epoch, Score = score } : before;
        return objective.AsLoss(score) < objective.AsLoss(before.ProgressScore) - minDelta
            ? after with { ProgressEpoch = epoch, ProgressScore = score }
            : after;
    }

    /// <summary>Whether <paramref name="patience"/> epochs have passed without progress.</summary>
    public bool IsStale(int epoch, int? patience) => patience is { } most && epoch - ProgressEpoch >= most;
}
