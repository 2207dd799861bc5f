using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.SearchSpaces.Constraints;

namespace Orchestrator.Search.Suites;

/// <summary>Held-out families of what comes before a good score: the window that a network sees, and whether it learns at all.</summary>
internal static class PreparationSurfaces
{
    private const int MostBins = 1000;
    private const double Chance = 1;

    private static SearchSpace Window { get; } = Parts.Space(
        new IntParameter("upstream", 1000, 200_000, Log: true), new IntParameter("downstream", 1000, 200_000, Log: true),
        new IntParameter("bin", 8, 2048, Log: true), new IntParameter("channels", 1, 64, Log: true),
        new FloatParameter("penalty", 1e-4, 1e2, Log: true), Parts.Choice("transform", 4)) with
    {
        Constraints = [Constraint.Parse($"upstream + downstream <= {MostBins} * bin"), Constraint.Parse("4 * bin <= downstream")],
    };

    private static SearchSpace Network { get; } = Parts.Space(
        new FloatParameter("rate", 1e-5, 1, Log: true), new IntParameter("width", 8, 512, Log: true), new IntParameter("depth", 1, 6),
        new FloatParameter("start", 1e-2, 1e1, Log: true), new FloatParameter("dropout", 0, 0.7), Parts.Choice("encoding", 3));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SuiteProblem> All { get; } = [new("window", Window, Enhancers), new("threshold-6", Network, Threshold)];

    /// <summary>Regulatory elements at drawn distances about a gene: a wide window of narrow bins has them all and fits noise. How many
    /// bins there may be is known before training.</summary>
    private static SuiteFunction Enhancers(int seed)
    {
        const int elements = 12;
        var random = Parts.Random("enhancers", seed);
        double[] distances = Parts.Uniform(random, elements, 3, 5.3), sides = Parts.Uniform(random, elements, 0, 1),
            sizes = [.. Parts.Uniform(random, elements, 1.5, 3.3).Select(log => Math.Pow(10, log))],
            weights = [.. Parts.Normal(random, elements).Select(Math.Exp)], transforms = [0, 0.01, 0.03, 0.08];
        random.Shuffle<double>(transforms);
        double rows = 300 + 2000 * random.NextDouble(), shrink = -2 + 2 * random.NextDouble(), needed = 2 + 2 * random.NextDouble();
        double Loss(Configuration c)
        {
            double up = c["upstream"].Number, down = c["downstream"].Number, bin = c["bin"].Number, channels = c["channels"].Number;
            double inputs = (up + down) / bin * channels, missed = 0;
            for (var k = 0; k < elements; k++)
            {
                var inside = 1 / (1 + Math.Exp(-12 * (Math.Log10(sides[k] < 0.6 ? up : down) - distances[k])));
                missed += weights[k] * (1 - inside * sizes[k] / (sizes[k] + bin));
            }

            var strength = Math.Log10(c["penalty"].Number) - shrink - 0.5 * Math.Log10(inputs / rows);
            return missed / weights.Sum() + 0.15 * Math.Log(1 + inputs / (20 * rows)) + 0.2 * Math.Exp(-Math.Log2(channels) / needed)
                + 0.15 * (1 - Math.Exp(-0.5 * strength * strength)) + transforms[Parts.Level(c, "transform")];
        }

        return Parts.Above(random, Window, Loss, _ => 0.01);
    }

    /// <summary>A network that learns nothing unless its rate, its size and its first weights are all within bounds, which move with its
    /// depth; within them a shallow bowl.</summary>
    private static SuiteFunction Threshold(int seed)
    {
        const double soft = 0.04;
        var random = Parts.Random("threshold", seed);
        double[] encodings = [0, 0.05, 0.15], best = Parts.Uniform(random, 4, 0.25, 0.75), aside = Parts.Uniform(random, 2, -0.06, 0.06);
        random.Shuffle<double>(encodings);
        var depth = 2 + random.NextInt(4);
        return new(
            c =>
            {
                double rate = Parts.Place(c["rate"].Number, 1e-5, 1) - best[0], wide = Parts.Place(c["width"].Number, 8, 512),
                    start = Parts.Place(c["start"].Number, 1e-2, 1e1) - best[1], deep = (c["depth"].Number - depth) / 5,
                    dropout = c["dropout"].Number - 0.7 * best[2];
                var capacity = wide - 0.6 * dropout - 0.3 * Math.Abs(deep) - best[3];
                double fast = 0.22 - Math.Abs(rate + aside[0] + 0.2 * deep), near = 0.3 - Math.Abs(start + aside[1] - 0.3 * deep);
                var room = Math.Min(capacity, Math.Min(fast, near));
                var learns = Math.Clamp(room / soft, 0, 1);
                var size = Math.Max(0, best[3] + soft - wide); // larger networks than needed are no worse
                var loss = 2 * rate * rate + 0.5 * start * start + 0.6 * dropout * dropout + 0.3 * deep * deep + size * size
                    + encodings[Parts.Level(c, "encoding")];
                return Chance - learns * Math.Max(0, Chance - loss);
            },
            _ => 0.02);
    }
}
