using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Search.Suites;

/// <summary>Tuning families some of whose trials fail: where nobody expects it, close to the best ones, or where weights explode.</summary>
internal static class FailingFamilies
{
    private static SearchSpace Device { get; } = Parts.Space(
        new FloatParameter("rate", 1e-5, 1, Log: true), new IntParameter("width", 16, 1024, Log: true), new IntParameter("depth", 1, 12),
        Parts.Choice("norm", 3));

    private static SearchSpace Gated { get; } = Parts.Space(
        new FloatParameter("rate", 1e-4, 1, Log: true), new FloatParameter("start", 1e-3, 1, Log: true), new IntParameter("gates", 1, 6),
        new IntParameter("epochs", 10, 1000, Log: true), new FloatParameter("decay", 1e-6, 1e-1, Log: true));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SuiteProblem> All { get; } =
    [
        new("crashes-5", Parts.Space(Parts.Reals(5)), Crashes),
        new("edge-4", Device, Edge, Parallel: 4),
        new("gates", Gated, Gates, Parallel: 8),
    ];

    /// <summary>A draw from a Gaussian process, which fails where another draw is high: in a third of the space.</summary>
    private static SuiteFunction Crashes(int seed)
    {
        const int d = 5;
        var random = Parts.Random("crashes", seed);
        RandomField field = new(random, RandomField.Scales(random, d, 0.3, 1), freedom: 5),
            fault = new(random, RandomField.Scales(random, d, 0.3, 1), freedom: 5);
        double Loss(Configuration c) => Parts.Vector(c, d) is var x && fault.At(x) > 0.45 ? double.NaN : field.At(x);
        return Parts.Above(random, All[0].Space, Loss);
    }

    /// <summary>The larger a network and its rate, the better, until it does not fit or explodes: the best stands at both edges.</summary>
    private static SuiteFunction Edge(int seed)
    {
        var random = Parts.Random("edge", seed);
        double room = 3.8 + 1.4 * random.NextDouble(), edge = -1.8 + 1.5 * random.NextDouble(), deep = 0.2 + 0.6 * random.NextDouble();
        double[] norms = [0.4, 0, 0.2];
        random.Shuffle<double>(norms);
        double Loss(Configuration c)
        {
            double width = Math.Log2(c["width"].Number / 16), depth = c["depth"].Number, rate = Math.Log10(c["rate"].Number);
            var kind = Parts.Level(c, "norm");
            double left = room + 3 - width - 0.25 * depth, slack = edge + norms[kind] - 0.05 * depth - rate;
            return left < 0 || slack < 0 ? double.NaN
                : 0.1 * left + 0.25 * (1 - Math.Exp(-1.5 * slack)) + 0.15 * Math.Pow(depth / 12 - deep, 2) + 0.1 * norms[kind];
        }

        return Parts.Above(random, Device, Loss, _ => 0.02);
    }

    /// <summary>Nothing is learnt before so many steps of such a rate, the later the smaller the first weights and the more gates they
    /// pass; too long trained, noise is; and a rate that is too high for so many gates explodes.</summary>
    private static SuiteFunction Gates(int seed)
    {
        var random = Parts.Random("gates", seed);
        double need = -0.5 + random.NextDouble(), wait = 0.5 + 0.5 * random.NextDouble(), edge = -0.8 + 0.6 * random.NextDouble(),
            decay = -5 + 3 * random.NextDouble();
        double[] gains = [.. Parts.Uniform(random, 6, 0.55, 0.95)];
        double Loss(Configuration c)
        {
            double rate = Math.Log10(c["rate"].Number), start = Math.Log10(c["start"].Number);
            var gates = (int)c["gates"].Number;
            if (rate + 0.3 * start + 0.12 * gates > edge)
            {
                return double.NaN;
            }

            var time = rate + Math.Log10(c["epochs"].Number) - need + wait * start * (gates - 1) / 5;
            return 1 - gains[gates - 1] / (1 + Math.Exp(-8 * time)) + 0.15 * Math.Pow(Math.Max(0, time - 0.4), 2)
                + 0.02 * Math.Pow(Math.Log10(c["decay"].Number) - decay, 2);
        }

        return Parts.Above(random, Gated, Loss, _ => 0.03);
    }
}
