using Orchestrator.Contracts.Randomness;
using Orchestrator.Search.Constraints;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.QuasiRandom;

namespace Orchestrator.Search.Acquisition;

/// <summary>Where to look first: an even spread over a region, and the neighbourhood of the best trials at several distances.</summary>
internal sealed class CandidatePoints(SpaceEncoding encoding, Feasibility feasibility, TrustRegion region, double[] lengthScales,
    ulong seed)
{
    private const int Spread = 256;
    private const int Near = 32;

    /// <summary>Draws a point of the spread that are made where constraints refuse some.</summary>
    private const int MostDraws = 16;

    /// <summary>In the region, as snapped and feasible points, at least one; the same for the same seed.</summary>
    /// <param name="incumbents">The best points so far.</param>
    public List<double[]> Around(IReadOnlyList<double[]> incumbents)
    {
        var candidates = new List<double[]>(Spread + incumbents.Count * Near);
        var sobol = new SobolSequence(encoding.Axes.Count, SeedSequence.Derive(seed, -1, -1, "candidates"));
        var random = new RandomStream(SeedSequence.Derive(seed, -1, -1, "perturbations"));
        for (var i = 0u; candidates.Count < Spread && i < MostDraws * Spread; i++)
        {
            var point = new double[encoding.Axes.Count];
            sobol.Point(i, point);
            for (var axis = 0; axis < point.Length; axis++)
            {
                point[axis] = region.FromUniform(encoding.Axes[axis], axis, point[axis]);
            }

            if (feasibility.Contains(point))
            {
                candidates.Add(point);
            }
        }

        foreach (var incumbent in incumbents)
        {
            for (var i = 0; i < Near; i++)
            {
                if (Perturb(incumbent, random, Math.Pow(0.3, i % 4)) is var near && feasibility.Contains(near))
                {
                    candidates.Add(near);
                }
            }
        }

        if (candidates.Count == 0)
        {
            candidates.Add(feasibility.Draw(random));
        }

        return candidates;
    }

    private double[] Perturb(double[] incumbent, RandomStream random, double distance)
    {
        var point = (double[])incumbent.Clone();
        for (var i = 0; i < point.Length; i++)
        {
            var axis = encoding.Axes[i];
            var reach = distance * Math.Min(0.3, lengthScales[i]);
            var draw = random.NextNormal();
            var choice = random.NextDouble();
            if (random.NextDouble() < 0.4)
            {
                continue;
            }

            if (!axis.IsCategorical)
            {
                point[i] = axis.Snap(Math.Clamp(point[i] + reach * draw, region.Lower[i], region.Upper[i]));
            }
            else if (Math.Abs(draw) < distance)
            {
                point[i] = axis.FromUniform(choice);
            }
        }

        return point;
    }
}
