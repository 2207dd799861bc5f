using System.Globalization;
using MathNet.Numerics.Distributions;

namespace Orchestrator.Search.Pruners;

/// <summary>
/// Stops a trial once its completed folds are significantly worse than the best trial's <em>same</em> folds: a one-sided paired t-test,
/// in which the folds' different difficulty cancels.
/// </summary>
/// <remarks>
/// Birattari et al., "A racing algorithm for configuring metaheuristics", GECCO 2002; for cross-validation Bergman, Purucker and Hutter,
/// "Don't waste your time: early stopping cross-validation", arXiv 2405.03389. The test is repeated after each fold; the significance
/// is that of one test.
/// </remarks>
public sealed class RacingPruner : Pruner
{
    private readonly double significance;

    /// <param name="significance">Probability of stopping an equally good trial, above 0 and at most 0.5.</param>
    public RacingPruner(double significance)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(significance);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(significance, 0.5);
        this.significance = significance;
    }

    /// <inheritdoc />
    protected override Verdict JudgeFinite(PruningRequest request)
    {
        if (!request.Current.Completed)
        {
            return Verdict.Continue;
        }

        var own = Scores(request.Others.Append(request.Current).Where(curve => curve.Trial == request.Current.Trial));
        if (own.Count < 2)
        {
            return Verdict.Continue;
        }

        // The best of the trials that have been through at least the same folds; of equals the earliest, whatever the order of the curves.
        var champion = request.Others.Where(curve => curve.Trial != request.Current.Trial).GroupBy(curve => curve.Trial)
            .Select(trial => (Trial: trial.Key, Scores: Scores(trial)))
            .Where(trial => own.Keys.All(trial.Scores.ContainsKey))
            .OrderBy(trial => trial.Scores.Values.Average()).ThenBy(trial => trial.Trial)
            .FirstOrDefault();
        if (champion.Scores is null)
        {
            return Verdict.Continue;
        }

        double[] differences = [.. own.OrderBy(fold => fold.Key).Select(fold => fold.Value - champion.Scores[fold.Key])];
        var (mean, probability) = Test(differences);
        return probability < significance
            ? Verdict.Prune(string.Create(CultureInfo.InvariantCulture,
                $"on {differences.Length} folds worse by {mean:G4} on average than trial {champion.Trial} on the same folds (p = "
                    + $"{probability:G2})"))
            : Verdict.Continue;
    }

    /// <summary>The best loss of each completed fold.</summary>
    private static Dictionary<int, double> Scores(IEnumerable<FoldCurve> curves)
    {
        var scores = new Dictionary<int, double>();
        foreach (var curve in curves)
        {
            if (curve.Completed && double.IsFinite(curve.BestUpTo(curve.Epochs)))
            {
                scores[curve.Fold] = curve.BestUpTo(curve.Epochs);
            }
        }

        return scores;
    }

    /// <summary>The probability that differences of mean 0 would have so large a mean.</summary>
    private static (double Mean, double Probability) Test(double[] differences)
    {
        var n = differences.Length;
        var mean = differences.Average();
        var error = Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / (n - 1) / n);
        if (mean <= 0)
        {
            return (mean, 1);
        }

        return (mean, error > 0 ? 1 - StudentT.CDF(0, 1, n - 1, mean / error) : 0);
    }
}
