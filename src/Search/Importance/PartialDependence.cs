using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.QuasiRandom;
using Orchestrator.Search.Samplers;
using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Importance;

/// <summary>What the loss is to be expected at values of one or two parameters, averaged over all others.</summary>
/// <remarks>Friedman, "Greedy function approximation", Ann. Statist. 29, 2001, section 8.2, over a random forest of the trials; the others
/// are averaged over a quasi-random sample of the space, so that a value is not judged by the company that the search gave it.</remarks>
public sealed class PartialDependence
{
    /// <summary>Fewer trials tell nothing of the space between them.</summary>
    public const int FewestTrials = 10;

    private const int Trees = 48, Sample = 64, SurfaceSample = 32, MostTrials = 400;
    private readonly SpaceEncoding encoding;
    private readonly RandomForest forest;
    private readonly double[][] others;

    /// <summary>Of a search's trials.</summary>
    /// <param name="space">The space.</param>
    /// <param name="observed">At least <see cref="FewestTrials"/> with a finite loss; of more than 400 evenly spread ones are used.</param>
    public PartialDependence(SearchSpace space, IReadOnlyList<Observation> observed)
    {
        Observation[] finite = [.. observed.Where(o => double.IsFinite(o.Loss))];
        ArgumentOutOfRangeException.ThrowIfLessThan(finite.Length, FewestTrials, nameof(observed));
        var every = (finite.Length + MostTrials - 1) / MostTrials;
        Observation[] used = [.. finite.Where((_, i) => i % every == 0)];
        encoding = new SpaceEncoding(space);
        var table = FeatureTable.Of(encoding, [.. used.Select(o => encoding.Encode(o.Configuration))]);
        forest = new RandomForest(table, [.. used.Select(o => o.Loss)], Trees,
            new RandomStream(SeedSequence.Derive(0, -1, -1, "dependence")));
        others = Spread(encoding);
    }

    /// <summary>Mean loss at a value of a parameter and its standard deviation over the trees, that is what is not known of it; NaN where
    /// the parameter never exists.</summary>
    /// <param name="parameter">Its index in the space.</param>
    /// <param name="value">One that the parameter may have.</param>
    public (double Mean, double Deviation) At(int parameter, ParameterValue value)
    {
        var place = encoding.Axes[parameter].Encode(value);
        return Average(Sample, point => point[parameter] = place, parameter);
    }

    /// <summary>Mean loss at values of two parameters; NaN where they never exist together.</summary>
    public double At(int first, ParameterValue across, int second, ParameterValue up)
    {
        var (x, y) = (encoding.Axes[first].Encode(across), encoding.Axes[second].Encode(up));
        return Average(SurfaceSample, point => (point[first], point[second]) = (x, y), first, second).Mean;
    }

    private (double Mean, double Deviation) Average(int sample, Action<double[]> fix, params int[] shown)
    {
        var features = new double[encoding.Features];
        var active = new bool[encoding.Axes.Count];
        var sums = new double[forest.Members.Count];
        var count = 0;
        foreach (var other in others.Take(sample))
        {
            var point = (double[])other.Clone();
            fix(point);
            encoding.Activity(point, active);
            if (!shown.All(parameter => active[parameter]))
            {
                continue;
            }

            encoding.Featurize(point, features);
            count++;
            for (var t = 0; t < sums.Length; t++)
            {
                sums[t] += forest.Members[t].Predict(features).Mean;
            }
        }

        var mean = sums.Average() / count;
        return (mean, Math.Sqrt(sums.Sum(sum => (sum / count - mean) * (sum / count - mean)) / (sums.Length - 1)));
    }

    private static double[][] Spread(SpaceEncoding encoding)
    {
        var sequence = new SobolSequence(encoding.Axes.Count, seed: 0);
        var points = new double[Sample][];
        for (var i = 0u; i < Sample; i++)
        {
            var point = points[i] = new double[encoding.Axes.Count];
            sequence.Point(i, point);
            for (var d = 0; d < point.Length; d++)
            {
                point[d] = encoding.Axes[d].FromUniform(point[d]);
            }
        }

        return points;
    }
}
