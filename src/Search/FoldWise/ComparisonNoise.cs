using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.FoldWise;

/// <summary>How far the mean over a trial's folds can mislead who compares it with other trials'.</summary>
/// <remarks>
/// Folds differ, and for all trials alike: what they have in common says nothing of which trial is better. The loss of trial t on fold k is
/// taken for <c>m_t + d_k + e</c>, as in <see cref="FoldModel"/>, and the variance of the mean is that of e over the folds. On recorded
/// sweeps over real data it is a sixth and a fiftieth of the variance over the folds as they are. The d_k are those of the better half of
/// the first 4, 8, 16, ... trials, the largest of these numbers that came before a trial, so that its noise does not change as later
/// trials come and what a sampler has learned so far holds.
/// </remarks>
public static class ComparisonNoise
{
    private const int FewestTrials = 4;

    /// <summary>How hard folds are is known well enough then.</summary>
    private const int MostTrials = 256;

    /// <summary>Gives each of the trials that succeeded the variance of its mean.</summary>
    /// <param name="trials">In the order of their numbers.</param>
    /// <param name="losses">Of every fold of one that succeeded after the other.</param>
    /// <param name="folds">Of each trial.</param>
    public static void Tell(IList<Observation> trials, ReadOnlySpan<double> losses, int folds)
    {
        var (variances, next) = (Variances(losses, folds), 0);
        for (var i = 0; i < trials.Count; i++)
        {
            trials[i] = trials[i].Succeeded ? trials[i] with { Variance = variances[next++] } : trials[i];
        }
    }

    /// <summary>Of each trial the variance of its mean; 0 = unknown, as that of a trial alone.</summary>
    /// <param name="losses">Of every fold of one trial after the other, in their order.</param>
    /// <param name="folds">Of each trial.</param>
    public static double[] Variances(ReadOnlySpan<double> losses, int folds)
    {
        var variances = new double[losses.Length / folds];
        if (folds < 2 || variances.Length < FewestTrials)
        {
            return variances;
        }

        var difficulty = new double[folds];
        for (var (trial, fitted) = (0, 0); trial < variances.Length; trial++)
        {
            if (fitted == 0 || (trial == 2 * fitted && trial <= MostTrials))
            {
                fitted = Math.Max(FewestTrials, trial);
                Fit(losses[..(fitted * folds)], difficulty);
            }

            var own = losses.Slice(trial * folds, folds);
            var (mean, squares) = (Mean(own), 0.0);
            for (var k = 0; k < folds; k++)
            {
                var rest = own[k] - mean - difficulty[k];
                squares += rest * rest;
            }

            var variance = squares / (folds - 1) / folds;
            variances[trial] = double.IsFinite(variance) ? variance : 0;
        }

        return variances;
    }

    /// <summary>How far each fold lies from the mean, over the better half of some trials.</summary>
    private static void Fit(ReadOnlySpan<double> losses, double[] difficulty)
    {
        var folds = difficulty.Length;
        var means = new double[losses.Length / folds];
        var order = new int[means.Length];
        for (var trial = 0; trial < means.Length; trial++)
        {
            (order[trial], means[trial]) = (trial, Mean(losses.Slice(trial * folds, folds)));
        }

        Array.Sort(order, (a, b) => (means[a], a).CompareTo((means[b], b)));
        var better = (means.Length + 1) / 2;
        Array.Clear(difficulty);
        foreach (var trial in order.AsSpan(0, better))
        {
            for (var k = 0; k < folds; k++)
            {
                difficulty[k] += (losses[trial * folds + k] - means[trial]) / better;
            }
        }
    }

    private static double Mean(ReadOnlySpan<double> losses)
    {
        var sum = 0.0;
        foreach (var loss in losses)
        {
            sum += loss / losses.Length;
        }

        return sum;
    }
}
