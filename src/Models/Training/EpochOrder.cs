using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Models.Training;

/// <summary>The order of the training rows in an epoch: a function of the seed alone, so that a resumed epoch needs no stored
/// permutation.</summary>
internal static class EpochOrder
{
    /// <summary>The rows in the order of an epoch, every order equally likely, the same on every device.</summary>
    /// <param name="sweepSeed">Seed of the sweep.</param>
    /// <param name="fold">The fold.</param>
    /// <param name="epoch">From 1.</param>
    /// <param name="rows">The training rows.</param>
    /// <param name="inputOrder">Number of the order, the same whatever the trial and the fold; -1 = the fold's own.</param>
    public static int[] Of(ulong sweepSeed, FoldId fold, int epoch, ReadOnlySpan<int> rows, int inputOrder = RestartsDefinition.OwnDraw)
    {
        var order = rows.ToArray();
        var seed = inputOrder < 0 ? SeedSequence.Derive(sweepSeed, fold.Trial, fold.Fold, $"shuffle {epoch}")
            : SeedSequence.Derive(sweepSeed, inputOrder, FoldId.RefitFold, $"input order {epoch}");
        new RandomStream(seed).Shuffle(order.AsSpan());
        return order;
    }
}
