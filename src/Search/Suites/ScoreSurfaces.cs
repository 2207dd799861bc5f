using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Search.Suites;

/// <summary>Tuning families of how a score behaves: it saturates and counts rows, or folds stray.</summary>
internal static class ScoreSurfaces
{
    private static SearchSpace Classifier { get; } = Parts.Space(
        new FloatParameter("rate", 1e-4, 1, Log: true), new IntParameter("depth", 1, 12), new FloatParameter("features", 0.1, 1),
        new FloatParameter("subsample", 0.3, 1, Step: 0.05), new FloatParameter("penalty", 1e-4, 1e2, Log: true),
        Parts.Choice("encoding", 3));

    private static SearchSpace Boosting { get; } = Parts.Space(
        new FloatParameter("rate", 1e-3, 1, Log: true), new IntParameter("trees", 10, 2000, Log: true), new IntParameter("depth", 1, 12),
        new FloatParameter("penalty", 1e-4, 1e2, Log: true), Parts.Choice("objective", 3));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SuiteProblem> All { get; } = [new("accuracy", Classifier, Accuracy), new("outliers", Boosting, Outliers)];

    /// <summary>The share of 400 rows that a classifier gets wrong above what it cannot know: a logistic function of how far the parameters
    /// are from the best, flat at both ends and stepped between.</summary>
    private static SuiteFunction Accuracy(int seed)
    {
        const double rows = 400;
        var random = Parts.Random("accuracy", seed);
        double[] at = Parts.Uniform(random, 4, 0.2, 0.8), encodings = [0, 0.4, 1.2];
        double depth = 2 + random.NextInt(10), tilt = random.NextDouble() - 0.5, subsample = Math.Round(4 + 8 * random.NextDouble()) / 20;
        random.Shuffle<double>(encodings);
        return new(c =>
        {
            double rate = Parts.Place(c["rate"].Number, 1e-4, 1) - at[0], deep = (c["depth"].Number - depth) / 11;
            var away = 8 * Math.Pow(rate + tilt * deep, 2) + 3 * deep * deep + 4 * Math.Pow(c["features"].Number - at[1], 2)
                + Math.Pow(c["subsample"].Number - 0.2 - subsample, 2)
                + 5 * Math.Pow(Parts.Place(c["penalty"].Number, 1e-4, 1e2) - at[2], 2)
                + encodings[Parts.Level(c, "encoding")];
            var knows = 1 / (1 + Math.Exp(5 * (away - 1)));
            var most = 1 / (1 + Math.Exp(-5.0));
            return Math.Floor(0.45 * rows * (1 - knows / most) + 1e-9) / rows;
        });
    }

    /// <summary>Valleys with a sharp bed, and one fold in thirty that ends far above the others for no reason.</summary>
    private static SuiteFunction Outliers(int seed)
    {
        var random = Parts.Random("outliers", seed);
        double[] objectives = [0, 0.05, 0.1], at = Parts.Uniform(random, 2, 0.25, 0.75);
        random.Shuffle<double>(objectives);
        double depth = 2 + random.NextInt(8), trees = 100 + random.NextInt(900);
        return new(
            c =>
            {
                double rate = Parts.Place(c["rate"].Number, 1e-3, 1) - at[0],
                    many = Parts.Place(c["trees"].Number, 10, 2000) - Parts.Place(trees, 10, 2000), deep = (c["depth"].Number - depth) / 11;
                return 0.8 * Math.Abs(rate + many) + 0.2 * Math.Abs(rate - many) + 0.5 * Math.Abs(deep + 0.3 * rate)
                    + 0.3 * Math.Abs(Parts.Place(c["penalty"].Number, 1e-4, 1e2) - at[1]) + objectives[Parts.Level(c, "objective")];
            },
            _ => 0.02, Strays: 0.03);
    }
}
