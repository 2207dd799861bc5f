namespace Orchestrator.Interpretation.Motifs;

/// <summary>
/// Compares motifs with known ones: the sum of the correlations of their positions at every offset and on both strands, judged by what sums
/// columns that are drawn from all known motifs would have.
/// </summary>
/// <remarks>
/// TOMTOM (Gupta, Stamatoyannopoulos, Bailey and Noble 2007, Genome Biology 8, "Computing p-values"): the scores of a position of the query
/// against all columns of the known motifs are its null distribution; those of several positions are convolved, as if the columns of the
/// targets were shuffled; of n offsets the best p becomes 1 - (1 - p)^n. Scores are rounded to a hundredth of their range.
/// </remarks>
public sealed class MotifComparison
{
    private const int Bins = 100; // of a correlation from -1 to 1

    private readonly IReadOnlyList<Motif> targets;
    private readonly Motif[] reversed;
    private readonly double[][] columns;
    private readonly int leastOverlap;

    /// <param name="targets">The known motifs; the more, the finer the p-values.</param>
    /// <param name="leastOverlap">Positions that two motifs share at least, where both are as wide.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public MotifComparison(IReadOnlyList<Motif> targets, int leastOverlap = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(leastOverlap, 1);
        if (targets.Count == 0)
        {
            throw new ArgumentException("There are no motifs to compare with.", nameof(targets));
        }

        (this.targets, this.leastOverlap) = (targets, leastOverlap);
        reversed = [.. targets.Select(target => target.ReverseComplement())];
        columns = [.. targets.Concat(reversed).SelectMany(target => Enumerable.Range(0, target.Width)
            .Select(position => target[position].ToArray()))];
    }

    /// <summary>The best fit with each known motif, the least p first.</summary>
    public IReadOnlyList<MotifMatch> Compare(Motif query)
    {
        var tails = Tails(query);
        return
        [
            .. Enumerable.Range(0, targets.Count).Select(target => Best(query, target, tails))
                .OrderBy(match => match.PValue).ThenByDescending(match => match.Score)
                .ThenBy(match => match.Target, StringComparer.Ordinal),
        ];
    }

    private MotifMatch Best(Motif query, int target, double[,][] tails)
    {
        var known = targets[target];
        var least = Math.Min(leastOverlap, Math.Min(query.Width, known.Width));
        var (offsets, best) = (0, (P: 2.0, Score: 0.0, Offset: 0, Overlap: 0, Reverse: false));
        foreach (var reverse in new[] { false, true })
        {
            var own = reverse ? reversed[target] : known;
            for (var offset = least - query.Width; offset <= own.Width - least; offset++)
            {
                var (start, end) = (Math.Max(0, -offset), Math.Min(query.Width, own.Width - offset));
                double score = 0;
                var rounded = 0;
                for (var position = start; position < end; position++)
                {
                    var correlation = Correlation(query[position], own[position + offset]);
                    score += correlation;
                    rounded += Bin(correlation);
                }

                offsets++;
                var p = tails[start, end - start][rounded];
                if (p < best.P || (p == best.P && score > best.Score))
                {
                    best = (p, score, offset, end - start, reverse);
                }
            }
        }

        // 1 - (1 - p)^n, without losing a small p.
        var pValue = Math.Min(1, best.P >= 1 ? 1 : -Math.Exp(offsets * Math.Log(1 - best.P)) + 1);
        pValue = best.P < 1e-9 ? offsets * best.P : pValue;
        return new(query.Name, known.Name, best.Offset, best.Overlap, best.Reverse, best.Score, pValue, pValue * targets.Count);
    }

    /// <summary>For each first position and number of positions of the query: the chance of each rounded score or a higher one.</summary>
    private double[,][] Tails(Motif query)
    {
        var single = new double[query.Width][];
        for (var position = 0; position < query.Width; position++)
        {
            single[position] = new double[Bins + 1];
            foreach (var column in columns)
            {
                single[position][Bin(Correlation(query[position], column))] += 1.0 / columns.Length;
            }
        }

        var tails = new double[query.Width, query.Width + 1][];
        for (var start = 0; start < query.Width; start++)
        {
            double[] density = [1];
            for (var length = 1; start + length <= query.Width; length++)
            {
                density = Convolved(density, single[start + length - 1]);
                var tail = (double[])density.Clone();
                for (var score = tail.Length - 2; score >= 0; score--)
                {
                    tail[score] += tail[score + 1];
                }

                tails[start, length] = tail;
            }
        }

        return tails;
    }

    private static double[] Convolved(double[] one, double[] other)
    {
        var product = new double[one.Length + other.Length - 1];
        for (var i = 0; i < one.Length; i++)
        {
            if (one[i] == 0)
            {
                continue;
            }

            for (var j = 0; j < other.Length; j++)
            {
                product[i + j] += one[i] * other[j];
            }
        }

        return product;
    }

    private static int Bin(double correlation) => (int)Math.Round((correlation + 1) * Bins / 2);

    /// <summary>Pearson's of two positions; 0 where all bases of one are as likely.</summary>
    private static double Correlation(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        double products = 0, first = 0, second = 0;
        for (var letter = 0; letter < one.Length; letter++)
        {
            var (a, b) = (one[letter] - 0.25, other[letter] - 0.25); // the mean of four probabilities that add up to 1
            (products, first, second) = (products + a * b, first + a * a, second + b * b);
        }

        return first < 1e-12 || second < 1e-12 ? 0 : Math.Clamp(products / Math.Sqrt(first * second), -1, 1);
    }
}

/// <summary>How well a motif fits a known one, where they fit best.</summary>
/// <param name="Query">Name of the motif.</param>
/// <param name="Target">Name of the known one.</param>
/// <param name="Offset">Position of the known motif at which the motif begins; below 0 = before it.</param>
/// <param name="Overlap">Positions that they share.</param>
/// <param name="ReverseComplement">Whether the known one is read on the other strand.</param>
/// <param name="Score">Sum of the correlations of the shared positions.</param>
/// <param name="PValue">Chance of a fit as good as this with a motif of columns that are drawn, at any offset, on either strand.</param>
/// <param name="EValue">Known motifs that would fit as well by chance: p times their number.</param>
public sealed record MotifMatch(
    string Query, string Target, int Offset, int Overlap, bool ReverseComplement, double Score, double PValue, double EValue);
