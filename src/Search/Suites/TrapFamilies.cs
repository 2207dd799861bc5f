using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Search.Suites;

/// <summary>The tuning families that set traps: rings and waves about the minimum, a second bowl, cliffs, plateaus, noise that is largest
/// where the loss is least.</summary>
internal static class TrapFamilies
{
    private static readonly int[] HiddenLevels = [6, 4, 5, 4, 3];

    private static SearchSpace Boxed { get; } = Parts.Space(
        [.. Parts.Reals(3), new IntParameter("n", 1, 20), Parts.Choice("c0", 4), Parts.Choice("c1", 3), Parts.Choice("c2", 3)]);

    private static SearchSpace Steps { get; } = Parts.Space(
        Parts.Choice("scaling", 3),
        Parts.Choice("reduction", 3),
        new IntParameter("components", 2, 200, Log: true, Condition: Parts.When("reduction", "b")),
        new FloatParameter("share", 0.05, 1, Condition: Parts.When("reduction", "c")),
        Parts.Choice("model", 3),
        new FloatParameter("cost", 1e-3, 1e3, Log: true, Condition: Parts.When("model", "a")),
        new FloatParameter("width", 1e-4, 1e1, Log: true, Condition: Parts.When("model", "a")),
        new IntParameter("depth", 1, 16, Condition: Parts.When("model", "b")),
        new FloatParameter("features", 0.1, 1, Condition: Parts.When("model", "b")),
        new IntParameter("neighbours", 1, 100, Log: true, Condition: Parts.When("model", "c")));

    private static SearchSpace Training { get; } = Parts.Space(
        new FloatParameter("rate", 1e-5, 1, Log: true), new IntParameter("batch", 8, 512, Log: true), Parts.Choice("schedule", 3),
        new FloatParameter("decay", 1e-6, 1e-1, Log: true), new FloatParameter("clip", 0.1, 10, Log: true));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SuiteProblem> All { get; } =
    [
        new("levy-4", Parts.Space(Parts.Reals(4)), Levy),
        new("rings-10", Parts.Space(Parts.Reals(10)), Rings, Parallel: 8),
        new("two-bowls-6", Parts.Space(Parts.Reals(6)), TwoBowls),
        new("zakharov-20", Parts.Space(Parts.Reals(20)), Zakharov),
        new("quartics-8", Parts.Space(Parts.Reals(8)), Quartics, Parallel: 8),
        new("hidden-places", Parts.Space([.. Parts.Choices(HiddenLevels), .. Parts.Reals(2)]), HiddenPlaces),
        new("boxes", Boxed, Boxes),
        new("pipeline", Steps, Pipeline),
        new("divergence", Training, Divergence, Parallel: 4),
        new("loud-optimum", Parts.Space([.. Parts.Reals(4), Parts.Choice("c0", 4)]), LoudOptimum),
    ];

    /// <summary>Levy's function, shifted.</summary>
    private static SuiteFunction Levy(int seed)
    {
        const int d = 4;
        var centre = Parts.Uniform(Parts.Random("levy", seed), d, 0.2, 0.8);
        return new(c =>
        {
            double[] w = [.. Parts.Minus(Parts.Vector(c, d), centre).Select(z => 1 + 5 * z)];
            var middle = w[..^1].Sum(v => Math.Pow(v - 1, 2) * (1 + 10 * Math.Pow(Math.Sin(Math.PI * v + 1), 2)));
            return Math.Pow(Math.Sin(Math.PI * w[0]), 2) + middle
                + Math.Pow(w[^1] - 1, 2) * (1 + Math.Pow(Math.Sin(2 * Math.PI * w[^1]), 2));
        });
    }

    /// <summary>Rings about the minimum that are steeper near it (after Schaffer).</summary>
    private static SuiteFunction Rings(int seed)
    {
        const int d = 10;
        var centre = Parts.Uniform(Parts.Random("rings", seed), d, 0.2, 0.8);
        return new(c =>
        {
            var z = Parts.Minus(Parts.Vector(c, d), centre);
            var radius = Math.Sqrt(Parts.Dot(z, z));
            return Math.Sqrt(radius) * (1 + 0.3 * Math.Pow(Math.Sin(25 * Math.Pow(radius, 0.4)), 2));
        });
    }

    /// <summary>A wide bowl beside a narrower, deeper one, with waves (after Lunacek).</summary>
    private static SuiteFunction TwoBowls(int seed)
    {
        const int d = 6;
        var random = Parts.Random("two bowls", seed);
        double[] deep = Parts.Uniform(random, d, 0.15, 0.45), wide = [.. deep.Select(x => x + 0.35 + 0.15 * random.NextDouble())];
        return new(c =>
        {
            var x = Parts.Vector(c, d);
            double[] near = Parts.Minus(x, deep), far = Parts.Minus(x, wide);
            return Math.Min(3 * Parts.Dot(near, near), 0.25 + Parts.Dot(far, far)) + 0.03 * near.Sum(z => 1 - Math.Cos(8 * Math.PI * z));
        });
    }

    /// <summary>Zakharov's valley in twenty dimensions.</summary>
    private static SuiteFunction Zakharov(int seed)
    {
        const int d = 20;
        var centre = Parts.Uniform(Parts.Random("zakharov", seed), d, 0.3, 0.7);
        return new(c =>
        {
            double[] z = [.. Parts.Minus(Parts.Vector(c, d), centre).Select(v => 4 * v)];
            var slope = z.Select((v, i) => 0.1 * (i + 1) * v).Sum();
            return Parts.Dot(z, z) + slope * slope + 0.1 * Math.Pow(slope, 4);
        });
    }

    /// <summary>A sum of quartics with two minima each (after Styblinski and Tang).</summary>
    private static SuiteFunction Quartics(int seed)
    {
        const int d = 8;
        var flips = Parts.Uniform(Parts.Random("quartics", seed), d, 0, 1);
        static double Quartic(double x) => 0.5 * (Math.Pow(x, 4) - 16 * x * x + 5 * x);
        var least = Quartic(-2.903534027771177);
        return new(c => Parts.Vector(c, d).Select((x, i) => Quartic((flips[i] < 0.5 ? 1 : -1) * (10 * x - 5)) - least).Sum());
    }

    /// <summary>Every choice has a place on a plane that nobody sees; the loss is how far their sum is from where it should be.</summary>
    private static SuiteFunction HiddenPlaces(int seed)
    {
        var random = Parts.Random("hidden places", seed);
        double[][][] places =
            [.. HiddenLevels.Select(levels => Enumerable.Range(0, levels).Select(_ => Parts.Normal(random, 2)).ToArray())];
        double[] target = Parts.Normal(random, 2), turn = Parts.Normal(random, 2);
        double Miss(int[] at, double x, double y)
        {
            var sum = places.Select((place, i) => place[at[i]]).Aggregate((a, b) => [a[0] + b[0], a[1] + b[1]]);
            return Math.Sqrt(Math.Pow(sum[0] - target[0] - turn[0] * (x - 0.5), 2) + Math.Pow(sum[1] - target[1] - turn[1] * (y - 0.5), 2))
                + 0.3 * places.Select((place, i) => Math.Abs(place[at[i]][0])).Sum();
        }

        // At fixed choices the two numbers may move the sum within a box: nearest to the target.
        static double Best(double gap, double reach) => Math.Clamp(reach == 0 ? 0.5 : 0.5 + gap / reach, 0, 1);
        double AtBest(int[] at)
        {
            var sum = places.Select((place, i) => place[at[i]]).Aggregate((a, b) => [a[0] + b[0], a[1] + b[1]]);
            return Miss(at, Best(sum[0] - target[0], turn[0]), Best(sum[1] - target[1], turn[1]));
        }

        var least = Parts.Least(HiddenLevels, AtBest);
        return new(c => Miss(Parts.Levels(c, HiddenLevels.Length), c["x0"].Number, c["x1"].Number) - least);
    }

    /// <summary>Boxes about one point, each with a price for being outside: plateaus and edges alone.</summary>
    private static SuiteFunction Boxes(int seed)
    {
        var random = Parts.Random("boxes", seed);
        double[] centre = Parts.Uniform(random, 4, 0.1, 0.9);
        int[] choices = [random.NextInt(4), random.NextInt(3), random.NextInt(3)];
        var boxes = Enumerable.Range(0, 24).Select(_ => (
            Price: 0.2 + random.NextDouble(), Axes: Parts.Uniform(random, 4, 0, 1), Low: Parts.Uniform(random, 4, 0.03, 0.5),
            High: Parts.Uniform(random, 4, 0.03, 0.5), Choice: random.NextInt(6))).ToArray();
        return new(c =>
        {
            double[] x = [.. Parts.Vector(c, 3), (c["n"].Number - 0.5) / 20];
            int[] chosen = [Parts.Level(c, "c0"), Parts.Level(c, "c1"), Parts.Level(c, "c2")];
            return boxes.Sum(box =>
            {
                var inside = Enumerable.Range(0, 4).All(i => box.Axes[i] < 0.5
                    || (x[i] >= centre[i] - box.Low[i] && x[i] <= centre[i] + box.High[i]));
                return inside && (box.Choice >= 3 || chosen[box.Choice] == choices[box.Choice]) ? 0 : box.Price;
            });
        });
    }

    /// <summary>Preparation and model, each with parameters of its own.</summary>
    private static SuiteFunction Pipeline(int seed)
    {
        var random = Parts.Random("pipeline", seed);
        double[] models = [0, 0.03, 0.1], reductions = [0, 0.02, 0.05], at = Parts.Uniform(random, 8, 0.15, 0.85);
        random.Shuffle<double>(models);
        random.Shuffle<double>(reductions);
        at[0] = Parts.Place(2 + random.NextInt(100), 2, 200); // places that the integers have
        at[6] = Parts.Place(1 + random.NextInt(30), 1, 100);
        var mismatch = random.NextInt(3);
        static double Valley(double z) => 1 - 1 / (1 + 20 * z * z);
        double Loss(Configuration c)
        {
            var (scaling, reduction, model) = (Parts.Level(c, "scaling"), Parts.Level(c, "reduction"), Parts.Level(c, "model"));
            var loss = models[model] + reductions[reduction] + ((scaling + model) % 3 == mismatch ? 0 : 0.15);
            loss += reduction switch
            {
                1 => 0.2 * Valley(Parts.Place(c["components"].Number, 2, 200) - at[0]),
                2 => 0.2 * Valley(c["share"].Number - at[1]),
                _ => 0,
            };
            return loss + model switch
            {
                0 => Valley(Parts.Place(c["cost"].Number, 1e-3, 1e3) + Parts.Place(c["width"].Number, 1e-4, 1e1) - at[2] - at[3])
                    + 0.3 * Valley(Parts.Place(c["width"].Number, 1e-4, 1e1) - at[3]),
                1 => 0.5 * Valley((c["depth"].Number - Math.Round(1 + 15 * at[4])) / 16) + 0.2 * Valley(c["features"].Number - at[5]),
                _ => 0.4 * Valley(Parts.Place(c["neighbours"].Number, 1, 100) - at[6]),
            };
        }

        return new(Loss);
    }

    /// <summary>Above a rate that depends on batch and clipping training diverges and every loss is the same; the best is close to
    /// it.</summary>
    private static SuiteFunction Divergence(int seed)
    {
        var random = Parts.Random("divergence", seed);
        double edge = 0.45 + 0.25 * random.NextDouble(), decay = 0.2 + 0.6 * random.NextDouble();
        double[] schedules = [0, 0.02, 0.05];
        random.Shuffle<double>(schedules);
        return new(
            c =>
            {
                double rate = Parts.Place(c["rate"].Number, 1e-5, 1), batch = Parts.Place(c["batch"].Number, 8, 512),
                    clip = Parts.Place(c["clip"].Number, 0.1, 10);
                var room = edge + 0.15 * batch - 0.1 * clip - rate;
                return room < 0 ? 1
                    : 0.6 * (1 - Math.Exp(-3 * room)) + 0.1 * Math.Abs(batch - 0.5) + 0.05 * clip + schedules[Parts.Level(c, "schedule")]
                        + 0.2 * Math.Pow(Parts.Place(c["decay"].Number, 1e-6, 1e-1) - decay, 2);
            },
            _ => 0.015);
    }

    /// <summary>Folds agree on what is bad, and least on what is good.</summary>
    private static SuiteFunction LoudOptimum(int seed)
    {
        var random = Parts.Random("loud optimum", seed);
        var centre = Parts.Uniform(random, 4, 0.2, 0.8);
        double[] choices = [0, 0.1, 0.1, 0.3];
        random.Shuffle<double>(choices);
        double Distance(Configuration c)
        {
            var z = Parts.Minus(Parts.Vector(c, 4), centre);
            return Math.Sqrt(Parts.Dot(z, z)) + choices[Parts.Level(c, "c0")];
        }

        return new(Distance, c => 0.02 + 0.15 * Math.Exp(-3 * Distance(c)));
    }
}
