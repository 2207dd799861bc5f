using MathNet.Numerics.Distributions;
using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Constraints;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Optimization;

namespace Orchestrator.Search.Samplers;

/// <summary>
/// CMA-ES: each generation is drawn from a normal distribution that the results of the earlier ones have moved and shaped. Strong on
/// smooth, badly scaled or rotated functions when some hundred trials may be spent.
/// </summary>
/// <remarks>
/// See <see cref="CovarianceAdaptation"/>. Integers keep a least probability of leaving their level, the margin of Hamano, Saito,
/// Nomura and Shirakawa, "CMA-ES with margin", arXiv 2205.13482; choices are drawn from probabilities with the like margin ("CatCMA",
/// arXiv 2405.09962). Every <c>population</c> results, in order, are a generation, whoever suggested them; a failed trial ranks last.
/// A distribution that has become a point is restarted elsewhere with twice the population (Auger and Hansen 2005).
/// </remarks>
public sealed class CmaEsSampler : ISampler
{
    private const int Redraws = 50;

    private readonly SpaceEncoding encoding;
    private readonly Feasibility feasibility;
    private readonly Replay<Generations> replay;
    private readonly ulong seed;

    /// <summary>A sampler of <paramref name="space"/>.</summary>
    public CmaEsSampler(SearchSpace space, ulong seed)
    {
        encoding = new SpaceEncoding(space);
        feasibility = new Feasibility(encoding);
        this.seed = seed;
        var memory = new PointMemory(encoding);
        replay = new(() => new Generations(encoding, seed), (state, observation) =>
            state.Add(memory.PointOf(observation.Configuration), observation.Loss));
    }

    /// <inheritdoc />
    public Configuration? Suggest(SuggestionRequest request)
    {
        var state = replay.After(request.Observed);
        var random = new RandomStream(SeedSequence.Derive(seed, request.Trial, -1, "generation"));
        var point = new double[encoding.Axes.Count];
        for (var i = 0; i < point.Length; i++)
        {
            if (encoding.Axes[i].IsCategorical)
            {
                point[i] = Choose(state.Probabilities[i], random.NextDouble());
            }
        }

        Draw(state, point, random);
        return encoding.Decode(feasibility.Repair(point, random));
    }

    /// <summary>A draw inside the box that meets the constraints: redrawn while it is not, then cut off, and left to be repaired.</summary>
    private void Draw(Generations state, double[] point, RandomStream random)
    {
        if (state.Distribution is not { } distribution)
        {
            return;
        }

        for (var attempt = 1; ; attempt++)
        {
            var inside = true;
            var step = distribution.Draw(random);
            for (var k = 0; k < state.Numeric.Length; k++)
            {
                var axis = encoding.Axes[state.Numeric[k]];
                var x = distribution.Mean[k] + step[k] * Widening(axis, distribution.Mean[k], distribution.Deviation(k), state.Margin);
                inside &= x is >= 0 and <= 1;
                point[state.Numeric[k]] = axis.Snap(Math.Clamp(x, 0, 1));
            }

            if ((inside && feasibility.Contains(point)) || attempt == Redraws)
            {
                return;
            }
        }
    }

    /// <summary>The factor by which a discrete coordinate's deviation must grow for it to leave its level with probability
    /// <paramref name="margin"/>.</summary>
    private static double Widening(Axis axis, double mean, double deviation, double margin)
    {
        if (axis.Levels is not { } levels || levels < 2)
        {
            return 1;
        }

        var here = axis.Level(mean);
        var border = double.PositiveInfinity; // distance to the nearest other level's interval
        if (here > 0)
        {
            border = Math.Min(border, mean - 0.5 * (axis.Coordinate(here) + axis.Coordinate(here - 1)));
        }

        if (here < levels - 1)
        {
            border = Math.Min(border, 0.5 * (axis.Coordinate(here) + axis.Coordinate(here + 1)) - mean);
        }

        var needed = Math.Max(0, border) / -Normal.InvCDF(0, 1, margin);
        return Math.Max(1, needed / Math.Max(1e-12, deviation));
    }

    private static int Choose(double[] probabilities, double uniform)
    {
        var choice = 0;
        while (choice < probabilities.Length - 1 && (uniform -= probabilities[choice]) >= 0)
        {
            choice++;
        }

        return choice;
    }

    /// <summary>What the results so far have taught.</summary>
    private sealed class Generations
    {
        private const double FirstStep = 0.2;
        private const double SmallestReach = 1e-6;

        private readonly SpaceEncoding encoding;
        private readonly ulong seed;
        private readonly List<(double[] Point, double Loss)> generation = [];
        private int restarts;

        public Generations(SpaceEncoding encoding, ulong seed)
        {
            this.encoding = encoding;
            this.seed = seed;
            Numeric = [.. Enumerable.Range(0, encoding.Axes.Count).Where(i => !encoding.Axes[i].IsCategorical)];
            Population = 4 + (int)(3 * Math.Log(Math.Max(1, encoding.Axes.Count)));
            Probabilities =
                [.. encoding.Axes.Select(axis => axis.IsCategorical ? Enumerable.Repeat(1.0 / axis.Levels!.Value, (int)axis.Levels)
                    .ToArray() : [])];
            if (Numeric.Length > 0)
            {
                Distribution = new([.. Numeric.Select(_ => 0.5)], FirstStep, Population);
            }
        }

        /// <summary>Parameters that have an order: the coordinates of <see cref="Distribution"/>.</summary>
        public int[] Numeric { get; }

        /// <summary>Of the ordered parameters; null when there is none.</summary>
        public CovarianceAdaptation? Distribution { get; private set; }

        /// <summary>For each choice parameter, how probable each choice is.</summary>
        public double[][] Probabilities { get; private set; }

        /// <summary>Least probability of leaving a level.</summary>
        public double Margin => 1.0 / (Population * encoding.Axes.Count);

        private int Population { get; set; }

        /// <summary>Takes a result, and learns when a generation is full.</summary>
        public void Add(double[] point, double loss)
        {
            generation.Add((point, double.IsFinite(loss) ? loss : double.PositiveInfinity));
            if (generation.Count < Population)
            {
                return;
            }

            double[][] ranked = [.. generation.OrderBy(g => g.Loss).Select(g => g.Point)];
            generation.Clear();
            LearnChoices(ranked);
            if (Distribution is not { } distribution)
            {
                return;
            }
            // A parameter that did not exist moved nothing.
            distribution.Learn(
                [.. ranked.Select(p => Numeric.Select((i, k) => double.IsNaN(p[i]) ? distribution.Mean[k] : p[i]).ToArray())]);
            if (!(distribution.Reach >= SmallestReach) || !double.IsFinite(distribution.Step))
            {
                Restart();
            }
        }

        private void LearnChoices(double[][] ranked)
        {
            var best = ranked[..(ranked.Length / 2)];
            for (var i = 0; i < Probabilities.Length; i++)
            {
                var probabilities = Probabilities[i];
                var present = best.Where(p => !double.IsNaN(p[i])).ToList();
                if (probabilities.Length < 2 || present.Count == 0)
                {
                    continue;
                }

                var least = Margin / (probabilities.Length - 1);
                const double rate = 0.3;
                for (var c = 0; c < probabilities.Length; c++)
                {
                    probabilities[c] =
                        Math.Max(least, (1 - rate) * probabilities[c] + rate * present.Count(p => (int)p[i] == c) / present.Count);
                }

                var total = probabilities.Sum();
                for (var c = 0; c < probabilities.Length; c++)
                {
                    probabilities[c] /= total;
                }
            }
        }

        private void Restart()
        {
            restarts++;
            Population *= 2;
            var random = new RandomStream(SeedSequence.Derive(seed, restarts, -1, "restart"));
            Distribution = new([.. Numeric.Select(_ => random.NextDouble())], FirstStep, Population);
            Probabilities = [.. Probabilities.Select(p => p.Select(_ => 1.0 / p.Length).ToArray())];
        }
    }
}
