namespace Orchestrator.Search.Pruners;

/// <summary>How the training of one fold of one trial has gone.</summary>
/// <param name="Trial">The trial's number, from 0.</param>
/// <param name="Fold">The fold's index, from 0. Folds differ in difficulty, so that pruners compare like with like.</param>
/// <param name="Losses">The objective after each epoch from the first; smaller is better, non-finite = diverged.</param>
/// <param name="Completed">Whether training ended of itself, rather than running still or having been pruned.</param>
public sealed record FoldCurve(int Trial, int Fold, IReadOnlyList<double> Losses, bool Completed = false)
{
    /// <summary>Epochs trained.</summary>
    public int Epochs => Losses.Count;

    /// <summary>The least finite loss of the first <paramref name="epochs"/>; infinite where there is none.</summary>
    public double BestUpTo(int epochs)
    {
        var best = double.PositiveInfinity;
        for (var i = 0; i < Math.Min(epochs, Losses.Count); i++)
        {
            if (double.IsFinite(Losses[i]))
            {
                best = Math.Min(best, Losses[i]);
            }
        }

        return best;
    }

    /// <summary>
    /// The loss that a rival at that epoch is compared with: the one there, or where training ended of itself before, the best that it came
    /// to, which is the fold's result from then on. Null = it had not come so far.
    /// </summary>
    public double? At(int epoch) => epoch <= Epochs ? Losses[epoch - 1] : Completed ? BestUpTo(Epochs) : null;
}
