using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Search.Suites;

/// <summary>The families that constants may be chosen on; those that set traps stand in <see cref="TrapFamilies"/>, those of
/// networks in <see cref="SurfaceFamilies"/>, those that fail in <see cref="FailingFamilies"/> and those of flat pieces in
/// <see cref="RuleFamilies"/>.</summary>
internal static class TuningFamilies
{
    private static readonly int[] ChoiceLevels = [4, 4, 3, 5, 3, 4];

    private static SearchSpace Branching { get; } = Parts.Space(
        Parts.Choice("kind", 4),
        new FloatParameter("rate", 1e-4, 1, Log: true),
        new FloatParameter("momentum", 0, 1, Condition: Parts.When("kind", "a", "b")),
        new FloatParameter("decay", 1e-6, 1e-1, Log: true, Condition: Parts.When("kind", "b", "c")),
        new IntParameter("window", 1, 64, Log: true, Condition: Parts.When("kind", "d")),
        Parts.Choice("warm", 2, Parts.When("kind", "c", "d")));

    private static SearchSpace Network { get; } = Parts.Space(
        new FloatParameter("rate", 1e-5, 1e-1, Log: true), new FloatParameter("dropout", 0, 0.6),
        new IntParameter("units", 16, 512, Log: true),
        new IntParameter("layers", 1, 5), Parts.Choice("activation", 4), Parts.Choice("optimizer", 3),
        new FloatParameter("smoothing", 0, 0.3, Step: 0.05));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SuiteProblem> All { get; } =
    [
        new("ripples-4", Parts.Space(Parts.Reals(4)), seed => Ripples(4, seed)),
        new("ripples-12", Parts.Space(Parts.Reals(12)), seed => Ripples(12, seed), Parallel: 8),
        new("bowl-8", Parts.Space(Parts.Reals(8)), Bowl, Parallel: 8),
        new("sparse-16", Parts.Space(Parts.Reals(16)), Sparse),
        new("stairs-5", Parts.Space(Parts.Reals(5)), Stairs),
        new("choices-6", Parts.Space([.. Parts.Choices(ChoiceLevels), .. Parts.Reals(2)]), Choices),
        new("branches", Branching, Branches),
        new("network", Network, NetworkLoss, Parallel: 4),
        new("uneven-noise", Parts.Space([.. Parts.Reals(3), Parts.Choice("c0", 3)]), UnevenNoise),
        .. TrapFamilies.All,
        .. SurfaceFamilies.All,
        .. FailingFamilies.All,
        .. RuleFamilies.All,
    ];

    /// <summary>Cosines over a broad bowl.</summary>
    private static SuiteFunction Ripples(int dimensions, int seed)
    {
        var centre = Parts.Uniform(Parts.Random("ripples", seed), dimensions, 0.2, 0.8);
        return new(c => Parts.Minus(Parts.Vector(c, dimensions), centre)
            .Sum(z => 10 * z * z + 0.5 * (1 - Math.Cos(2 * Math.PI * 6 * z))));
    }

    /// <summary>A rotated bowl, a hundred times as steep along one axis as along another.</summary>
    private static SuiteFunction Bowl(int seed)
    {
        const int d = 8;
        var random = Parts.Random("bowl", seed);
        var centre = Parts.Uniform(random, d, 0.2, 0.8);
        var rotation = Parts.Rotation(random, d);
        return new(c =>
        {
            var z = Parts.Minus(Parts.Vector(c, d), centre);
            return rotation.Select((row, i) => Math.Pow(100, i / (d - 1.0)) * Math.Pow(Parts.Dot(row, z), 2)).Sum();
        });
    }

    /// <summary>Sixteen parameters of which each matters half as much as another one; two of them interact.</summary>
    private static SuiteFunction Sparse(int seed)
    {
        const int d = 16;
        var random = Parts.Random("sparse", seed);
        var centre = Parts.Uniform(random, d, 0.1, 0.9);
        int[] order = [.. Enumerable.Range(0, d)];
        random.Shuffle<int>(order);
        return new(c =>
        {
            var z = Parts.Minus(Parts.Vector(c, d), centre);
            return order.Select((axis, i) => Math.Pow(0.5, i) * z[axis] * z[axis]).Sum() + Math.Pow(z[order[0]] - z[order[1]], 2);
        });
    }

    /// <summary>A bowl cut into steps.</summary>
    private static SuiteFunction Stairs(int seed)
    {
        const int d = 5;
        var centre = Parts.Uniform(Parts.Random("stairs", seed), d, 0.1, 0.9);
        return new(c =>
        {
            var z = Parts.Minus(Parts.Vector(c, d), centre);
            return Math.Floor(16 * Math.Sqrt(Parts.Dot(z, z)));
        });
    }

    /// <summary>Effects of choices and of some pairs of them, from tables, and a bowl of two numbers.</summary>
    private static SuiteFunction Choices(int seed)
    {
        var random = Parts.Random("choices", seed);
        double[][] main = [.. ChoiceLevels.Select(levels => Parts.Normal(random, levels))];
        var pairs = Enumerable.Range(0, 5).Select(_ =>
        {
            var a = random.NextInt(ChoiceLevels.Length);
            var b = (a + 1 + random.NextInt(ChoiceLevels.Length - 1)) % ChoiceLevels.Length;
            double[][] table = [.. Enumerable.Range(0, ChoiceLevels[a]).Select(_ => Parts.Normal(random, ChoiceLevels[b]))];
            return (a, b, table);
        }).ToArray();
        var centre = Parts.Uniform(random, 2, 0.1, 0.9);
        double Effects(int[] at) => at.Select((level, i) => main[i][level]).Sum() + pairs.Sum(p => p.table[at[p.a]][at[p.b]]);
        var least = Parts.Least(ChoiceLevels, Effects);
        return new(c =>
        {
            var z = Parts.Minus(Parts.Vector(c, 2), centre);
            return Effects(Parts.Levels(c, ChoiceLevels.Length)) - least + 4 * Parts.Dot(z, z);
        });
    }

    /// <summary>Four kinds with parameters of their own; where each is best depends on the kind.</summary>
    private static SuiteFunction Branches(int seed)
    {
        var random = Parts.Random("branches", seed);
        double[] floors = [0, 0.05, 0.1, 0.3], rates = Parts.Uniform(random, 4, 0.2, 0.8), others = Parts.Uniform(random, 4, 0.1, 0.9);
        random.Shuffle<double>(floors);
        return new(c =>
        {
            var kind = Parts.Level(c, "kind");
            var loss = floors[kind] + 1 - Math.Exp(-8 * Math.Pow(Parts.Place(c["rate"].Number, 1e-4, 1) - rates[kind], 2));
            if (c.TryGet("momentum", out var momentum))
            {
                loss += 0.5 * Math.Pow(momentum.Number - others[0], 2);
            }

            if (c.TryGet("decay", out var decay))
            {
                loss += 0.3 * Math.Pow(Parts.Place(decay.Number, 1e-6, 1e-1) - others[1], 2);
            }

            if (c.TryGet("window", out var window))
            {
                loss += 0.02 * Math.Pow(Math.Log2(window.Number) - Math.Round(6 * others[2]), 2);
            }

            return loss + (c.TryGet("warm", out var warm) && warm.Text == "a" ? 0.02 : 0);
        });
    }

    /// <summary>A network's loss: valleys over the rate that move with optimizer and depth, and noise.</summary>
    private static SuiteFunction NetworkLoss(int seed)
    {
        var random = Parts.Random("network", seed);
        double[] rates = Parts.Uniform(random, 3, -0.6, 0.6), activations = [0, 0.01, 0.02, 0.06], optimizers = [0, 0.01, 0.03];
        random.Shuffle<double>(activations);
        random.Shuffle<double>(optimizers);
        double centre = -3.5 + random.NextDouble(), dropout = 0.4 * random.NextDouble();
        var (layers, smoothing) = (1 + random.NextInt(5), 0.05 * random.NextInt(7));
        var best = Math.Round(Math.Exp(Math.Log(24) + random.NextDouble() * Math.Log(14)));
        var flat = smoothing;
        return new(
            c =>
            {
                var (optimizer, depth) = (Parts.Level(c, "optimizer"), c["layers"].Number);
                var rate = Math.Log10(c["rate"].Number) - (centre + rates[optimizer] - 0.2 * (depth - layers));
                return optimizers[optimizer] + activations[Parts.Level(c, "activation")] + 0.4 * (1 - Math.Exp(-0.2 * rate * rate))
                    + 0.5 * Math.Pow(c["dropout"].Number - dropout, 2) + 0.008 * Math.Pow(depth - layers, 2)
                    + 0.01 * Math.Pow(Math.Log2(c["units"].Number / best), 2) + 0.3 * Math.Pow(c["smoothing"].Number - flat, 2);
            },
            _ => 0.02);
    }

    /// <summary>A bowl whose noise grows along one parameter, and with one of three choices.</summary>
    private static SuiteFunction UnevenNoise(int seed)
    {
        var random = Parts.Random("uneven noise", seed);
        var centre = Parts.Uniform(random, 3, 0.2, 0.8);
        double[] choices = [0, 0.05, 0.1];
        random.Shuffle<double>(choices);
        return new(
            c =>
            {
                var z = Parts.Minus(Parts.Vector(c, 3), centre);
                return 2 * Parts.Dot(z, z) + choices[Parts.Level(c, "c0")];
            },
            c => 0.01 + 0.3 * Math.Pow(c["x0"].Number, 2) + (c["c0"].Text == "b" ? 0.1 : 0));
    }
}
