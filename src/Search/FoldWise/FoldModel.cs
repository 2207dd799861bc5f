using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.FoldWise;

/// <summary>What the mean over all folds will be of trials of which some are known.</summary>
/// <remarks>
/// The loss of trial t on fold k is taken for <c>m_t + d_k + e</c>: how good the trial is, how hard the fold is, and noise of variance s^2.
/// The d_k are fitted by least squares to the trials of which two folds or more are known, and of those to the better half: it is among
/// good trials that a choice is made. The mean of n out of K folds, each less its d_k, differs from the mean over all K by a variance of
/// <c>s^2 (1 / n - 1 / K)</c>, as that of a sample does from the mean of a finite population (Cochran, "Sampling Techniques", 3rd edition,
/// 1977, section 2.6).
/// </remarks>
public sealed class FoldModel
{
    private const int Turns = 20; // each takes most of what is left of the error
    private const int FewestTrials = 3;

    private readonly double[] difficulty;
    private readonly int folds;

    /// <param name="folds">Of each trial, at least 2.</param>
    /// <param name="trials">What is known of them; of each at least one fold.</param>
    public FoldModel(int folds, IReadOnlyList<FoldLosses> trials)
    {
        this.folds = folds;
        difficulty = new double[folds];
        FoldLosses[] several = [.. trials.Where(trial => trial.Known >= 2)];
        Fit(several);
        FoldLosses[] better =
            [.. several.OrderBy(Level).ThenBy(trial => trial.Trial).Take(Math.Max(FewestTrials, (several.Length + 1) / 2))];
        Fit(better);
        Freedom = Math.Max(0, better.Sum(trial => trial.Known - 1) - (folds - 1));
        NoiseVariance = Freedom == 0 ? double.NaN : better.Sum(Residual) / Freedom;
    }

    /// <summary>Variance of the noise of one fold; NaN = too little is known.</summary>
    public double NoiseVariance { get; }

    /// <summary>Degrees of freedom of <see cref="NoiseVariance"/>.</summary>
    public int Freedom { get; }

    /// <summary>The mean loss over all folds, as far as the known ones tell, and how uncertain it is: 0 where all are known.</summary>
    public (double Mean, double Variance) MeanOf(FoldLosses trial) => trial.IsWhole
        ? (trial.Losses.Sum(loss => loss!.Value) / folds, 0)
        : (Level(trial), NoiseVariance * (1.0 / trial.Known - 1.0 / folds));

    /// <summary>What a sampler learns of a trial: the mean that is to be expected, with the noise of so few folds.</summary>
    public Observation Observe(Configuration configuration, FoldLosses trial) => new(trial.Trial, configuration, MeanOf(trial).Mean,
        double.IsNaN(NoiseVariance) ? 0 : NoiseVariance / trial.Known, Share: trial.Known / (double)folds);

    private double Level(FoldLosses trial)
    {
        var sum = 0.0;
        for (var k = 0; k < folds; k++)
        {
            sum += trial.Losses[k] is { } loss ? loss - difficulty[k] : 0;
        }

        return sum / trial.Known;
    }

    private double Residual(FoldLosses trial)
    {
        var (level, sum) = (Level(trial), 0.0);
        for (var k = 0; k < folds; k++)
        {
            var rest = trial.Losses[k] is { } loss ? loss - difficulty[k] - level : 0;
            sum += rest * rest;
        }

        return sum;
    }

    // By turns the trials' levels at given difficulties, and the difficulties, whose sum is 0, at given levels.
    private void Fit(FoldLosses[] trials)
    {
        for (var turn = 0; turn < Turns; turn++)
        {
            double[] levels = [.. trials.Select(Level)];
            for (var k = 0; k < folds; k++)
            {
                var (sum, count) = (0.0, 0);
                for (var t = 0; t < trials.Length; t++)
                {
                    if (trials[t].Losses[k] is { } loss)
                    {
                        sum += loss - levels[t];
                        count++;
                    }
                }

                difficulty[k] = count == 0 ? 0 : sum / count;
            }

            var mean = difficulty.Average();
            for (var k = 0; k < folds; k++)
            {
                difficulty[k] -= mean;
            }
        }
    }
}
