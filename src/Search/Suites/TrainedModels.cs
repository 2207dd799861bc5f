using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Search.Suites;

/// <summary>Held-out families of models small enough to be trained at every trial. Their least value is what <see cref="Descent"/>
/// finds.</summary>
internal static class TrainedModels
{
    private const int MostEpochs = 300;

    private static SearchSpace Descending { get; } = Parts.Space(
        new FloatParameter("rate", 1e-3, 10, Log: true), new FloatParameter("momentum", 0, 0.98),
        new IntParameter("batch", 2, 64, Log: true), Parts.Choice("schedule", 4),
        new IntParameter("drops", 1, 4, Condition: Parts.When("schedule", "b")),
        new FloatParameter("factor", 0.05, 0.9, Condition: Parts.When("schedule", "b")),
        new FloatParameter("floor", 0, 0.5, Condition: Parts.When("schedule", "c")),
        new FloatParameter("warmup", 0, 0.5, Condition: Parts.When("schedule", "d")));

    private static SearchSpace Deep { get; } = Parts.Space(
        new FloatParameter("rate", 1e-4, 1, Log: true), new FloatParameter("start", 1e-3, 1, Log: true), new IntParameter("layers", 1, 6),
        new IntParameter("epochs", 10, MostEpochs, Log: true), new FloatParameter("decay", 1e-6, 1e-1, Log: true));

    private static SearchSpace Noisy { get; } = Parts.Space(
        new FloatParameter("rate", 1e-3, 1, Log: true), new IntParameter("epochs", 1, MostEpochs, Log: true),
        new FloatParameter("smoothing", 0, 0.4, Step: 0.05), new FloatParameter("dropped", 0, 0.5),
        new IntParameter("width", 8, 512, Log: true), Parts.Choice("loss", 3));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SuiteProblem> All { get; } =
    [
        new("schedules", Descending, Schedules, Parallel: 4),
        new("deep-linear", Deep, DeepLinear, Parallel: 8),
        new("label-noise", Noisy, LabelNoise, Parallel: 4),
    ];

    /// <summary>What stochastic gradient descent with momentum leaves of a quadratic loss, in the mean over its noise, after 512 rows; a
    /// run that explodes fails.</summary>
    private static SuiteFunction Schedules(int seed)
    {
        const int rows = 512, axes = 4;
        var random = Parts.Random("schedules", seed);
        double[] curvatures = [.. Parts.Uniform(random, axes, -2, 0).Select(log => Math.Pow(10, log))],
            starts = Parts.Uniform(random, axes, 0.5, 2);
        double noise = Math.Pow(10, -1.5 + 2 * random.NextDouble()), before = Parts.Dot(curvatures, starts);
        double Left(Configuration c)
        {
            double rate = c["rate"].Number, momentum = c["momentum"].Number;
            var steps = (int)(rows / c["batch"].Number);
            var (kind, left) = (Parts.Level(c, "schedule"), 0.0);
            double[] rates = [.. Enumerable.Range(0, steps).Select(step => rate * Scheduled(c, kind, (step + 0.5) / steps))];
            for (var axis = 0; axis < axes; axis++)
            {
                // The second moments of the position x and the velocity v: v' = momentum v - rate (curvature x + noise), x' = x + v'.
                var (curvature, xx, xv, vv) = (curvatures[axis], starts[axis], 0.0, 0.0);
                foreach (var now in rates)
                {
                    var step = now * curvature;
                    vv = momentum * momentum * vv - 2 * momentum * step * xv + step * step * xx
                        + now * now * curvature * noise / c["batch"].Number;
                    var cross = momentum * xv - step * xx;
                    (xx, xv) = (xx + 2 * cross + vv, cross + vv);
                }

                left += curvature * xx;
            }

            return left < 1e3 * before ? Math.Log10(left / before) : double.NaN;
        }

        return Parts.Above(random, Descending, Left, _ => 0.02);
    }

    /// <summary>A network without activations, trained on modes of which the weak ones are mostly noise: from small weights deep ones wait
    /// long and then learn the strong modes alone. One whose weights explode fails.</summary>
    private static SuiteFunction DeepLinear(int seed)
    {
        var random = Parts.Random("deep linear", seed);
        double[] modes = [.. new[] { 3, 1.5, 0.8, 0.4, 0.2 }.Select(size => size * (0.6 + 0.8 * random.NextDouble()))],
            seen = [.. modes.Select(mode => Math.Max(0, mode + 0.4 * random.NextNormal()))];
        double Error(Configuration c)
        {
            double rate = c["rate"].Number, decay = c["decay"].Number, error = 0;
            int layers = (int)c["layers"].Number, epochs = (int)c["epochs"].Number;
            for (var k = 0; k < modes.Length; k++)
            {
                var weight = c["start"].Number;
                for (var epoch = 0; epoch < epochs && weight < 10; epoch++)
                {
                    var others = Power(weight, layers - 1);
                    weight = Math.Abs(weight + rate * ((seen[k] - others * weight) * others - decay * weight));
                }

                error += weight < 10 ? Math.Pow(modes[k] - Power(weight, layers), 2) : double.NaN;
            }

            return Math.Log(0.01 + error / Parts.Dot(modes, modes));
        }

        return Parts.Above(random, Deep, Error, _ => 0.03);
    }

    /// <summary>The error of a kernel's modes under gradient descent, where labels are wrong: strong modes are learnt first, noise later,
    /// and folds differ by how much noise was learnt.</summary>
    private static SuiteFunction LabelNoise(int seed)
    {
        const int modes = 10;
        var random = Parts.Random("label noise", seed);
        double[] signal = [.. Parts.Uniform(random, modes, 0.3, 1).Select((size, k) => size * Math.Pow(k + 1, -0.7))],
            robust = [1, 0.5 + 0.3 * random.NextDouble(), 0.3 + 0.3 * random.NextDouble()], speeds = [1, 0.5, 0.2],
            biases = [0, 0.02 * random.NextDouble(), 0.05 * random.NextDouble()];
        double wrong = 0.1 + 0.3 * random.NextDouble(), decay = 1 + random.NextDouble(), found = 0.3 + 0.5 * random.NextDouble();
        double smoothed = 0.5 + random.NextDouble();
        (double Bias, double Noise) Parted(Configuration c)
        {
            double rate = c["rate"].Number, soft = c["smoothing"].Number, dropped = c["dropped"].Number, width = c["width"].Number;
            var kind = Parts.Level(c, "loss");
            double time = 0.3 * speeds[kind] * rate * c["epochs"].Number, bias = biases[kind] + 0.1 * rate * rate, noise = 0.0;
            var left = wrong * Math.Max(0.1, 1 - found * dropped / wrong); // the dropped are wrong more often than others
            for (var k = 0; k < modes; k++)
            {
                var learnt = (1 - soft) * (1 - Math.Exp(-time * Math.Pow(k + 1, -decay) * Math.Sqrt(width / 64)));
                bias += Math.Pow(signal[k] * (1 - learnt), 2) + 0.02 * Math.Pow(soft, 2);
                noise += Math.Pow(learnt, 2) * robust[kind] * left * (1 - smoothed * soft) / (1 - dropped) / modes;
            }

            return (bias, noise + 0.01 * Math.Log2(width / 8));
        }

        double Error(Configuration c)
        {
            var (bias, noise) = Parted(c);
            return bias + noise;
        }

        return Parts.Above(random, Noisy, Error, c => 0.02 + 0.3 * Parted(c).Noise);
    }

    /// <summary>The part of the learning rate at a time in (0, 1): constant, in drops, along a cosine, or up and down a line.</summary>
    private static double Scheduled(Configuration c, int kind, double time) => kind switch
    {
        1 => Math.Pow(c["factor"].Number, Math.Floor(time * (c["drops"].Number + 1))),
        2 => c["floor"].Number + (1 - c["floor"].Number) * 0.5 * (1 + Math.Cos(Math.PI * time)),
        3 => time < c["warmup"].Number ? time / c["warmup"].Number : (1 - time) / (1 - c["warmup"].Number),
        _ => 1,
    };

    private static double Power(double value, int exponent)
    {
        var product = 1.0;
        for (var i = 0; i < exponent; i++)
        {
            product *= value;
        }

        return product;
    }
}
