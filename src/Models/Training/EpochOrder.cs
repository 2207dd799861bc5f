using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Models.Training;

/// <summary>The order of the training rows in an epoch: a function of the seed alone, so that a resumed epoch needs no stored
/// permutation.</summary>
internal static class EpochOrder
{
    /// <summary>The rows in the order of an epoch, every order equally likely, the same on every device.</summary>
    public static int[] Of(ulong sweepSeed, FoldId fold, int epoch, ReadOnlySpan<int> rows)
    {
        var order = rows.ToArray();
        new RandomStream(SeedSequence.Derive(sweepSeed, fold.Trial, fold.Fold, $"shuffle {epoch}")).Shuffle(order.AsSpan());
        return order;
    }
}
