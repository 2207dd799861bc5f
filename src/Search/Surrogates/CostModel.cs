using MathNet.Numerics.LinearAlgebra;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;

namespace Orchestrator.Search.Surrogates;

/// <summary>How long a fold trains, by configuration: the logarithm of its seconds is linear in numbers, with a term for each
/// choice.</summary>
/// <remarks>
/// Times multiply where units, layers and filters do, and such hyper-parameters are mostly searched by their logarithm: a line through few
/// trials then says more than a process without a shape. Ridge regression (Hoerl and Kennard, Technometrics 12, 1970, equation 2.1) with a
/// small ridge, so that what was not tried is not expected to be endlessly cheap.
/// </remarks>
public sealed class CostModel
{
    /// <summary>Trials with known times without which nothing is learned.</summary>
    public const int FewestTrials = 8;

    private const double Ridge = 0.05;

    private readonly SpaceEncoding encoding;
    private readonly int[] starts; // the first term of each feature
    private readonly double[] effects;
    private readonly double level;

    private CostModel(SpaceEncoding encoding, IReadOnlyList<(Configuration Configuration, double Seconds)> timed)
    {
        this.encoding = encoding;
        starts = new int[encoding.Features + 1];
        for (var f = 0; f < encoding.Features; f++)
        {
            starts[f + 1] = starts[f] + (encoding.IsCategorical(f) ? (int)encoding.Axes[f].Levels!.Value : 1);
        }

        var terms = Matrix<double>.Build.DenseOfRows(timed.Select(trial => Terms(Features(trial.Configuration))));
        var logs = Vector<double>.Build.DenseOfEnumerable(timed.Select(trial => Math.Log(trial.Seconds)));
        var (centre, mean) = (terms.ColumnSums() / timed.Count, logs.Average());
        var deviations = Matrix<double>.Build.DenseOfRows(terms.EnumerateRows().Select(row => row - centre));
        var normal = deviations.TransposeThisAndMultiply(deviations) + Ridge * Matrix<double>.Build.DenseIdentity(terms.ColumnCount);
        var solved = normal.Cholesky().Solve(deviations.TransposeThisAndMultiply(logs - mean));
        (effects, level) = ([.. solved], mean - solved.DotProduct(centre));
    }

    /// <summary>The model of the trials whose seconds are known; null = they are fewer than <see cref="FewestTrials"/>.</summary>
    /// <remarks>Of n such trials it is learned from the first m, the largest power of two up to n, so that it changes seldom.</remarks>
    /// <param name="encoding">The space.</param>
    /// <param name="trials">In order, with their seconds; 0 = unknown.</param>
    public static CostModel? Learn(SpaceEncoding encoding, IEnumerable<(Configuration Configuration, double Seconds)> trials)
    {
        var timed = trials.Where(trial => trial.Seconds > 0 && double.IsFinite(trial.Seconds)).ToArray();
        var used = FewestTrials;
        while (2 * used <= timed.Length)
        {
            used *= 2;
        }

        return timed.Length < used ? null : Of(encoding, timed[..used]);
    }

    /// <summary>The model of some configurations and their seconds, above 0; at least one.</summary>
    public static CostModel Of(SpaceEncoding encoding, IReadOnlyList<(Configuration Configuration, double Seconds)> timed) =>
        new(encoding, timed);

    /// <summary>Seconds of a fold that are to be expected.</summary>
    public double Seconds(Configuration configuration) => Math.Exp(LogSeconds(Features(configuration)));

    /// <summary>Their logarithm, by <see cref="SpaceEncoding.Featurize"/>.</summary>
    public double LogSeconds(ReadOnlySpan<double> features)
    {
        var sum = level;
        for (var f = 0; f < features.Length; f++)
        {
            sum += !encoding.IsCategorical(f) ? effects[starts[f]] * features[f]
                : features[f] < 0 ? 0 // the parameter is absent
                : effects[starts[f] + encoding.Axes[f].Level(features[f])];
        }

        return sum;
    }

    /// <summary>What the logarithm changes by along a feature; 0 along a choice.</summary>
    public double SlopeAlong(int feature) => encoding.IsCategorical(feature) ? 0 : effects[starts[feature]];

    private double[] Features(Configuration configuration)
    {
        var features = new double[encoding.Features];
        encoding.Featurize(encoding.Encode(configuration), features);
        return features;
    }

    private double[] Terms(double[] features)
    {
        var terms = new double[starts[^1]];
        for (var f = 0; f < features.Length; f++)
        {
            if (!encoding.IsCategorical(f))
            {
                terms[starts[f]] = features[f];
            }
            else if (features[f] >= 0)
            {
                terms[starts[f] + encoding.Axes[f].Level(features[f])] = 1;
            }
        }

        return terms;
    }
}
