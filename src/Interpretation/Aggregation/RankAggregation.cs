using Orchestrator.Contracts.Identifiers;
using Orchestrator.Interpretation.Attributions;

namespace Orchestrator.Interpretation.Aggregation;

/// <summary>
/// Joins what methods say about the networks of the best trials' folds: each attribution ranks the inputs, an input's ranks are averaged,
/// and so are its scores as shares of the largest. A rank does not care on which scale a method or a network scores.
/// </summary>
/// <remarks>The mean over the top models "without outliers" of Nayak 2021, section 2.3.2: <see cref="Combine"/>'s trimmed means.</remarks>
public static class RankAggregation
{
    /// <summary>The inputs, the most important first; equal ones by mean score, then by number.</summary>
    /// <param name="attributions">Of any methods and folds, all of the same inputs. Not empty.</param>
    /// <param name="output">The output to rank for.</param>
    /// <param name="top">Who is among the first: ranks up to this one.</param>
    /// <param name="trim">Share of the ranks, and of the scores, that is left out at each end, in [0, 0.5).</param>
    /// <exception cref="ArgumentException">There is none, or they are of other inputs, or have no such output.</exception>
    public static IReadOnlyList<RankedInput> Combine(IReadOnlyList<Attribution> attributions, string output, int top = 10, double trim = 0)
    {
        if (attributions.Count == 0)
        {
            throw new ArgumentException("There is nothing to combine.", nameof(attributions));
        }

        if (trim is not (>= 0 and < 0.5))
        {
            throw new ArgumentOutOfRangeException(nameof(trim), trim,
                "A share of at least 0 and less than one half is left out at each end.");
        }

        var first = attributions[0];
        if (attributions.FirstOrDefault(own => own.Scores.Inputs != first.Scores.Inputs) is { } other)
        {
            throw new ArgumentException(
                $"{first.Method} scored {first.Scores.Inputs} inputs of {first.Fold}, {other.Method} {other.Scores.Inputs} of "
                    + $"{other.Fold}: they cannot be combined.", nameof(attributions));
        }

        // In one order, so that sums come out the same whatever came in first.
        var opinions = attributions.OrderBy(own => own.Fold).ThenBy(own => own.Method, StringComparer.Ordinal)
            .Select(own => new Opinion(own, Columns.Of(own, output))).ToArray();
        var folds = opinions.GroupBy(opinion => opinion.Fold).Select(ofFold => ofFold.ToArray()).ToArray();
        var ranked = Enumerable.Range(0, first.Scores.Inputs).Select(input =>
        {
            var (rank, rankDeviation) = Trimmed([.. opinions.Select(opinion => opinion.Ranks[input])], trim);
            var (score, scoreDeviation) = Trimmed([.. opinions.Select(opinion => opinion.Shares[input])], trim);
            var signs = opinions.Where(opinion => opinion.Direction is not null).Select(opinion => (double)opinion.Sign(input)).ToArray();
            var agreeing = folds.Count(ofFold => 2 * ofFold.Count(opinion => opinion.Ranks[input] <= top) > ofFold.Length);
            return new RankedInput(0, input, "", rank, rankDeviation, score, scoreDeviation, agreeing, folds.Length,
                signs.Length == 0 ? null : signs.Average());
        });
        return
        [
            .. ranked.OrderBy(input => input.MeanRank).ThenByDescending(input => input.MeanScore).ThenBy(input => input.Input)
                .Select((input, place) => input with { Place = place + 1, Name = first.NameOf(input.Input) }),
        ];
    }

    /// <summary>Mean and standard deviation (n - 1) without the ends.</summary>
    private static (double Mean, double Deviation) Trimmed(double[] values, double trim)
    {
        Array.Sort(values);
        var cut = (int)(trim * values.Length);
        var kept = values.AsSpan(cut, values.Length - 2 * cut);
        double sum = 0, squares = 0;
        foreach (var value in kept)
        {
            sum += value;
        }

        var mean = sum / kept.Length;
        foreach (var value in kept)
        {
            squares += (value - mean) * (value - mean);
        }

        return (mean, kept.Length < 2 ? 0 : Math.Sqrt(squares / (kept.Length - 1)));
    }

    private sealed class Opinion
    {
        public Opinion(Attribution attribution, int column)
        {
            var scores = attribution.Scores.Column(column);
            Fold = attribution.Fold;
            Ranks = Ranking.Descending(scores);
            var largest = scores.Where(score => score > 0).DefaultIfEmpty(0).Max();
            Shares = Array.ConvertAll(scores, score => double.IsNaN(score) || largest == 0 ? 0 : score / largest);
            Direction = attribution.Direction?.Column(column);
        }

        public FoldId Fold { get; }

        public double[] Ranks { get; }

        public double[] Shares { get; }

        public double[]? Direction { get; }

        public int Sign(int input) => double.IsNaN(Direction![input]) ? 0 : Math.Sign(Direction[input]);
    }
}

/// <summary>How alike two methods order the inputs.</summary>
/// <param name="First">Name of the one method.</param>
/// <param name="Second">Name of the other.</param>
/// <param name="Correlation">Mean of Spearman's, in [-1, 1].</param>
/// <param name="Folds">Over so many folds.</param>
public sealed record MethodAgreement(string First, string Second, double Correlation, int Folds);
