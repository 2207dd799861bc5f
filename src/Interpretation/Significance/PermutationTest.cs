namespace Orchestrator.Interpretation.Significance;

/// <summary>
/// Which inputs score higher than chance explains: scores are compared with those of networks that were trained in the same way on permuted
/// targets.
/// </summary>
/// <remarks>
/// With targets that have nothing to do with the inputs, the actual run and B permuted ones are alike, so that the largest score of the
/// actual run is the largest of all B + 1 with chance 1 / (B + 1): p = (1 + permuted runs whose largest score reaches s) / (B + 1) is exact
/// for any method and network, and adjusted for the number of inputs (Westfall and Young 1993, the single-step maxT). q is the mean number
/// of permuted inputs that reach s by the number of actual ones that do (Tusher, Tibshirani and Chu 2001, PNAS 98). Altmann et al. 2010
/// (Bioinformatics 26) permute targets in the same way, and fit a distribution to each input's permuted scores; the maximum needs none, and
/// no correction afterwards. Each run's scores are divided by their mean: a network that has found something scores everything else lower,
/// and one trained on noise is as sure of nothing, so that sizes do not compare.
/// </remarks>
public static class PermutationTest
{
    /// <summary>The level at which a result is called significant unless another is asked for.</summary>
    public const double UsualLevel = 0.05;

    /// <summary>Fewest permuted runs that can reach a level: p is never below 1 / (runs + 1).</summary>
    public static int FewestRuns(double level) => level is > 0 and < 1
        ? (int)Math.Ceiling(1 / level - 1e-9) - 1
        : throw new ArgumentOutOfRangeException(nameof(level), level, "A level lies between 0 and 1.");

    /// <summary>All inputs that were scored, the highest score first.</summary>
    /// <param name="actual">Scores of the inputs, NaN where there is none.</param>
    /// <param name="permuted">The same of runs on permuted targets, computed in the same way: as many folds, the same averages.</param>
    /// <exception cref="ArgumentException">There is no permuted run, or one of another number of inputs.</exception>
    public static IReadOnlyList<SignificantInput> Of(IReadOnlyList<double> actual, IReadOnlyList<IReadOnlyList<double>> permuted)
    {
        if (permuted.Count == 0 || permuted.Any(run => run.Count != actual.Count))
        {
            throw new ArgumentException($"At least one permuted run of {actual.Count} inputs is compared with.", nameof(permuted));
        }

        var own = Relative(actual);
        var runs = permuted.Select(run => Relative(run).Where(score => !double.IsNaN(score)).Order().ToArray()).ToArray();
        int[] order = [.. Enumerable.Range(0, own.Length).Where(input => !double.IsNaN(own[input])).OrderByDescending(input => own[input])];
        var results = new SignificantInput[order.Length];
        for (var place = order.Length - 1; place >= 0; place--)
        {
            var score = own[order[place]];
            var reaching = runs.Sum(run => run.Length > 0 && run[^1] >= score ? 1 : 0);
            var last = place;
            while (last + 1 < order.Length && own[order[last + 1]] == score)
            {
                last++; // equal ones are discovered together
            }

            var expected = runs.Average(run => (double)AtLeast(run, score));
            var rate = Math.Min(1, expected / (last + 1));
            var q = place + 1 < order.Length ? Math.Min(rate, results[place + 1].QValue) : rate;
            results[place] = new(order[place], score, (1.0 + reaching) / (runs.Length + 1), q);
        }

        return results;
    }

    /// <summary>Scores as multiples of their mean; all 0 where they are.</summary>
    private static double[] Relative(IReadOnlyList<double> scores)
    {
        var mean = scores.Where(score => !double.IsNaN(score)).Select(Math.Abs).DefaultIfEmpty(0).Average();
        return [.. scores.Select(score => score / (mean == 0 ? 1 : mean))];
    }

    private static int AtLeast(double[] ascending, double score)
    {
        var (low, high) = (0, ascending.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = ascending[middle] >= score ? (low, middle) : (middle + 1, high);
        }

        return ascending.Length - low;
    }
}

/// <summary>How surprising an input's score would be if inputs and targets had nothing to do with each other.</summary>
/// <param name="Input">Its number.</param>
/// <param name="Score">Its score, as a multiple of the mean over the inputs.</param>
/// <param name="PValue">Chance of a score as high as this of any input at all, in (0, 1]: adjusted for their number.</param>
/// <param name="QValue">Estimated share of false discoveries among the inputs that score as high as this, in [0, 1].</param>
public sealed record SignificantInput(int Input, double Score, double PValue, double QValue);
