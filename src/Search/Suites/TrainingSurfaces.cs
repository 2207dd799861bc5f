using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Search.Suites;

/// <summary>Tuning families of how training goes: its step, where it fails, when it stops, and its optimizers.</summary>
internal static class TrainingSurfaces
{
    private const int MostEpochs = 100;
    private const int MostPatience = 20;

    private static SearchSpace Steps { get; } = Parts.Space(
        new FloatParameter("rate", 1e-5, 1, Log: true), new IntParameter("batch", 8, 1024, Log: true),
        new FloatParameter("momentum", 0, 0.99), new FloatParameter("decay", 1e-6, 1e-1, Log: true), new IntParameter("warmup", 0, 20));

    private static SearchSpace Device { get; } = Parts.Space(
        new IntParameter("units", 16, 1024, Log: true), new IntParameter("layers", 1, 8), new IntParameter("batch", 8, 256, Log: true),
        new FloatParameter("rate", 1e-5, 1e-1, Log: true), Parts.Choice("precision", 2), Parts.Choice("norm", 3));

    private static SearchSpace Stopping { get; } = Parts.Space(
        new FloatParameter("rate", 1e-3, 1, Log: true), new FloatParameter("fade", 0.8, 1), new FloatParameter("dropout", 0, 0.7),
        new IntParameter("patience", 1, MostPatience), new IntParameter("epochs", 5, MostEpochs, Log: true), Parts.Choice("augment", 4));

    private static SearchSpace Tools { get; } = Parts.Space(
        Parts.Choice("optimizer", 4),
        new FloatParameter("rate", 1e-5, 1, Log: true),
        new FloatParameter("momentum", 0, 0.99, Condition: Parts.When("optimizer", "a", "c")),
        Parts.Choice("nesterov", 2, Parts.When("optimizer", "a")),
        new FloatParameter("first", 1e-3, 0.5, Log: true, Condition: Parts.When("optimizer", "b", "d")),
        new FloatParameter("second", 1e-4, 0.2, Log: true, Condition: Parts.When("optimizer", "b", "c")),
        new FloatParameter("epsilon", 1e-10, 1e-1, Log: true, Condition: Parts.When("optimizer", "b")),
        Parts.Choice("schedule", 3),
        new IntParameter("warmup", 0, 20, Condition: Parts.When("schedule", "b")),
        new IntParameter("drops", 1, 5, Condition: Parts.When("schedule", "c")),
        new FloatParameter("factor", 0.05, 0.9, Condition: Parts.When("schedule", "c")),
        Parts.Choice("regularizer", 4),
        new FloatParameter("decay", 1e-6, 1e-1, Log: true, Condition: Parts.When("regularizer", "b", "d")),
        new FloatParameter("dropout", 0, 0.6, Condition: Parts.When("regularizer", "c", "d")));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SuiteProblem> All { get; } =
    [
        new("noise-scale", Steps, NoiseScale, Parallel: 4),
        new("memory-limit", Device, MemoryLimit, Parallel: 4),
        new("early-stopped", Stopping, EarlyStopped),
        new("optimizers", Tools, Optimizers, Parallel: 4),
    ];

    /// <summary>What counts is the step for the batch and the decay for the step; beyond an edge, which warming up moves, the loss rises
    /// steeply and folds differ more.</summary>
    private static SuiteFunction NoiseScale(int seed)
    {
        var random = Parts.Random("noise scale", seed);
        double momentum = 0.3 + 0.6 * random.NextDouble(), rate = -3.5 + 1.5 * random.NextDouble(), decay = -5 + 2 * random.NextDouble();
        double batch = 16 + random.NextInt(200), warmup = 2 + random.NextInt(10);
        static double Step(double logRate, double momentum) => logRate - Math.Log10(1 - momentum);
        double perBatch = Step(rate, momentum) - 0.8 * Math.Log10(batch), shrink = rate + decay;
        var edge = Step(rate, momentum) + 0.15 - 0.04 * warmup;
        double Beyond(Configuration c) =>
            Math.Max(0, Step(Math.Log10(c["rate"].Number), c["momentum"].Number) - edge - 0.04 * c["warmup"].Number);
        return new(
            c =>
            {
                double log = Math.Log10(c["rate"].Number), step = Step(log, c["momentum"].Number), size = c["batch"].Number;
                return 0.4 * (1 - Math.Exp(-0.8 * Math.Pow(step - 0.8 * Math.Log10(size) - perBatch, 2)))
                    + 0.15 * (1 - Math.Exp(-0.3 * Math.Pow(log + Math.Log10(c["decay"].Number) - shrink, 2)))
                    + 0.01 * Math.Pow(Math.Log2(size / batch), 2) + 0.1 * Math.Pow(c["momentum"].Number - momentum, 2)
                    + 0.002 * Math.Abs(c["warmup"].Number - warmup) + 2 * (1 - Math.Exp(-2 * Beyond(c)));
            },
            c => 0.01 + 0.1 * Math.Min(1, Beyond(c)));
    }

    /// <summary>Large networks are better until they do not fit: then, and where training explodes, the trial fails. The best stands
    /// close to both edges.</summary>
    private static SuiteFunction MemoryLimit(int seed)
    {
        var random = Parts.Random("memory limit", seed);
        double units = 256 + random.NextInt(512), layers = 3 + random.NextInt(5), batch = 32 + random.NextInt(96);
        double rate = -3 + random.NextDouble();
        int norm = random.NextInt(3), precision = random.NextInt(2);
        double[] norms = [0.05, 0.05, 0.05];
        norms[norm] = 0;
        static double Bytes(double units, double layers, double batch, int precision) =>
            (units * units * layers + 20 * units * layers * batch) * (precision == 0 ? 4 : 2);
        var limit = 1.1 * Bytes(units, layers, batch, precision);
        return new(c =>
        {
            double wide = c["units"].Number, deep = c["layers"].Number, many = c["batch"].Number, log = Math.Log10(c["rate"].Number);
            var (digits, kind) = (Parts.Level(c, "precision"), Parts.Level(c, "norm"));
            if (Bytes(wide, deep, many, digits) > limit || log > rate + 0.5 - 0.1 * (deep - layers) + (kind == norm ? 0 : -0.2))
            {
                return double.NaN;
            }

            var valley = log - rate + 0.08 * (deep - layers) - 0.25 * Math.Log10(many / batch);
            return 0.02 * Math.Pow(Math.Log2(wide / units), 2) + 0.012 * Math.Pow(deep - layers, 2)
                + 0.01 * Math.Pow(Math.Log2(many / batch), 2) + 0.4 * (1 - Math.Exp(-0.7 * valley * valley)) + norms[kind]
                + (digits == precision ? 0 : 0.03);
        });
    }

    /// <summary>The best score of a training curve until it has not improved for some epochs. Fast curves jump and overfit early.</summary>
    /// <remarks>A curve does not depend on when it is stopped, so that the longest is at or below all others: the least value is searched
    /// for among those.</remarks>
    private static SuiteFunction EarlyStopped(int seed)
    {
        var random = Parts.Random("early stopped", seed);
        double[] augment = [0, 0.015, 0.03, 0.06], jumps = Parts.Uniform(random, 4, 1.5, 3);
        random.Shuffle<double>(augment);
        double dropout = 0.1 + 0.4 * random.NextDouble(), need = 0.8 + random.NextDouble(), onset = 1.5 + 2 * random.NextDouble();
        double Stopped(double log, double fade, double drop, int kind, double patience, double epochs)
        {
            var (best, since, gone, rate) = (double.PositiveInfinity, 0, 0.0, Math.Pow(10, log));
            for (var epoch = 0; epoch < epochs && since < patience; epoch++)
            {
                gone += rate;
                var loss = 0.1 + augment[kind] + 0.3 * Math.Pow(drop - dropout, 2) + 0.6 * Math.Exp(-gone / need)
                    + 0.03 * Math.Max(0, gone - onset * (1 + drop)) + 0.5 * rate * (1 + Math.Sin(jumps[kind] * epoch));
                (best, since) = loss < best ? (loss, 0) : (best, since + 1);
                rate *= fade;
            }

            return best;
        }

        var least = Enumerable.Range(0, 4).Min(kind => Descent.Least(random, 3,
            x => Stopped(-3 + 3 * x[0], 0.8 + 0.2 * x[1], 0.7 * x[2], kind, MostPatience, MostEpochs)));
        return new(c => Math.Max(0, Stopped(Math.Log10(c["rate"].Number), c["fade"].Number, c["dropout"].Number, Parts.Level(c, "augment"),
            c["patience"].Number, c["epochs"].Number) - least));
    }

    /// <summary>Three choices of a tool, each with parameters of its own.</summary>
    private static SuiteFunction Optimizers(int seed)
    {
        var random = Parts.Random("optimizers", seed);
        double[] optimizers = [0, 0.02, 0.05, 0.12], schedules = [0, 0.02, 0.04], regularizers = [0, 0.02, 0.03, 0.06];
        random.Shuffle<double>(optimizers);
        random.Shuffle<double>(schedules);
        random.Shuffle<double>(regularizers);
        double[] rates = Parts.Uniform(random, 4, -4, -1), at = Parts.Uniform(random, 8, 0.2, 0.8);
        double warmup = 2 + random.NextInt(15), drops = 1 + random.NextInt(5);
        var nesterov = random.NextInt(2);
        double Loss(Configuration c)
        {
            var (optimizer, schedule) = (Parts.Level(c, "optimizer"), Parts.Level(c, "schedule"));
            var loss = optimizers[optimizer] + schedules[schedule] + regularizers[Parts.Level(c, "regularizer")];
            var step = Math.Log10(c["rate"].Number) - rates[optimizer] - (schedule == 1 ? 0.2 : 0);
            if (c.TryGet("momentum", out var momentum))
            {
                step -= Math.Log10(1 - at[0]) - Math.Log10(1 - momentum.Number);
                loss += 0.1 * Math.Pow(momentum.Number - at[0], 2);
            }

            double Off(string name, double target, double weight, Func<double, double> place) =>
                c.TryGet(name, out var value) ? weight * Math.Pow(place(value.Number) - target, 2) : 0;
            return loss + 0.5 * (1 - Math.Exp(-0.6 * step * step)) + (c.TryGet("nesterov", out _) && Parts.Level(c, "nesterov") != nesterov
                    ? 0.01 : 0)
                + Off("first", at[1], 0.3, v => Parts.Place(v, 1e-3, 0.5)) + Off("second", at[2], 0.2, v => Parts.Place(v, 1e-4, 0.2))
                + Off("epsilon", at[3], 0.05, v => Parts.Place(v, 1e-10, 1e-1)) + Off("warmup", warmup, 0.0005, v => v)
                + Off("drops", drops, 0.01, v => v) + Off("factor", at[4], 0.2, v => v)
                + Off("decay", at[5], 0.4, v => Parts.Place(v, 1e-6, 1e-1)) + Off("dropout", 0.6 * at[6], 0.5, v => v);
        }

        return new(Loss, _ => 0.01);
    }
}
