using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Sweeps.Pruning;

/// <summary>The objective's loss after each epoch of every fold, gathered from measurements.</summary>
/// <remarks>Telling a measurement twice is harmless: an attempt that continues from a checkpoint reports its earlier epochs
/// again.</remarks>
public sealed class LearningCurves
{
    private readonly Dictionary<FoldId, List<double>> losses = [];

    /// <summary>Adds the loss after an epoch.</summary>
    /// <param name="fold">Which.</param>
    /// <param name="epoch">From 1. Epochs come in order.</param>
    /// <param name="loss">Smaller is better; NaN = diverged.</param>
    public void Add(FoldId fold, int epoch, double loss)
    {
        if (!losses.TryGetValue(fold, out var curve))
        {
            losses.Add(fold, curve = []);
        }

        if (epoch == curve.Count + 1)
        {
            curve.Add(loss);
        }
    }

    /// <summary>The losses of a fold's first epochs.</summary>
    public IReadOnlyList<double> Of(FoldId fold, int epochs = int.MaxValue) =>
        !losses.TryGetValue(fold, out var curve) ? [] : curve.Count <= epochs ? curve : curve[..epochs];
}
