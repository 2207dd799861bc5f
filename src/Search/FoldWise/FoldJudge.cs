using MathNet.Numerics.Distributions;

namespace Orchestrator.Search.FoldWise;

/// <summary>Decides which trial is worth a further fold: the one that is likeliest to become the best, while that is likely
/// enough.</summary>
/// <remarks>
/// Intensification (Hutter, Hoos and Leyton-Brown, "Sequential model-based optimization for general algorithm configuration", LION 2011,
/// algorithm 2) over folds, with a chance in the place of a comparison of means: the probability that the mean over all folds will be
/// better than the best one that is known, by Student's distribution with what <see cref="FoldModel"/> knows of the folds' noise.
/// </remarks>
/// <param name="folds">Of each trial, at least 2.</param>
/// <param name="startUpTrials">Trials 0 .. n - 1 get all their folds, from which is learned how folds differ.</param>
/// <param name="leastChance">Below it a trial gets no further fold, in (0, 0.5].</param>
public sealed class FoldJudge(int folds, int startUpTrials, double leastChance)
{
    /// <summary>What follows from what is known.</summary>
    /// <param name="trials">Those of which a fold is known and none has failed.</param>
    /// <param name="candidates">Numbers of those that can get a further fold.</param>
    public FoldVerdict Judge(IReadOnlyList<FoldLosses> trials, IReadOnlySet<int> candidates)
    {
        FoldLosses[] open = [.. trials.Where(trial => candidates.Contains(trial.Trial) && !trial.IsWhole).OrderBy(trial => trial.Trial)];
        if (open.Length == 0 || open[0].Trial < startUpTrials)
        {
            return new([], open.Length == 0 ? null : new(open[0].Trial, 1));
        }

        var model = new FoldModel(folds, trials);
        var champion = trials.Where(trial => trial.IsWhole).Select(trial => (model.MeanOf(trial).Mean, trial.Trial)).Order()
            .Cast<(double Mean, int Trial)?>().FirstOrDefault();
        if (champion is not { } best || double.IsNaN(model.NoiseVariance))
        {
            return new([], new(open[0].Trial, 1)); // nothing to compare with
        }

        var hopeless = new List<HopelessTrial>();
        Promise? next = null;
        foreach (var trial in open)
        {
            var (mean, variance) = model.MeanOf(trial);
            var chance = Chance(best.Mean - mean, Math.Sqrt(variance), model.Freedom);
            if (chance < leastChance)
            {
                hopeless.Add(new(trial.Trial, trial.Known, mean, Math.Sqrt(variance), chance, best.Trial, best.Mean));
            }
            else if (next is null || chance > next.Chance)
            {
                next = new(trial.Trial, chance);
            }
        }

        return new(hopeless, next);
    }

    /// <summary>The probability of a gain above 0, where so much is expected.</summary>
    private static double Chance(double gain, double deviation, int freedom) => deviation > 0
        ? StudentT.CDF(0, 1, freedom, gain / deviation)
        : gain > 0 ? 1 : gain < 0 ? 0 : 0.5;
}

/// <summary>What follows from what is known of folds.</summary>
/// <param name="Hopeless">Trials that get no further fold.</param>
/// <param name="Next">The one that gets one; null = none is worth it, and another configuration is.</param>
public sealed record FoldVerdict(IReadOnlyList<HopelessTrial> Hopeless, Promise? Next);

/// <summary>A trial that is worth a further fold.</summary>
/// <param name="Trial">Its number.</param>
/// <param name="Chance">Of becoming the best; 1 also where nothing is known to compare with.</param>
public sealed record Promise(int Trial, double Chance);

/// <summary>A trial that is not worth a further fold.</summary>
/// <param name="Trial">Its number.</param>
/// <param name="Known">How many of its folds are known.</param>
/// <param name="Mean">The loss over all folds that is to be expected.</param>
/// <param name="Deviation">How uncertain that is, a standard deviation.</param>
/// <param name="Chance">Of becoming the best.</param>
/// <param name="Best">The trial that is the best of those whose folds are all known.</param>
/// <param name="BestMean">Its loss over all folds.</param>
public sealed record HopelessTrial(int Trial, int Known, double Mean, double Deviation, double Chance, int Best, double BestMean);
