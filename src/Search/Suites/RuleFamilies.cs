using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;

namespace Orchestrator.Search.Suites;

/// <summary>Tuning families of flat pieces: the sum of random rules, each of which adds its effect where all its conditions hold.</summary>
/// <remarks>A bowl cut into steps leads to its middle; here only what has been tried tells which conditions are good together.</remarks>
internal static class RuleFamilies
{
    private static SearchSpace Ruled { get; } =
        Parts.Space([.. Parts.Reals(5), new IntParameter("n", 1, 24), .. Parts.Choices([3, 2, 4])]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SuiteProblem> All { get; } =
    [
        new("rules-80", Ruled, seed => Rules(80, conditions: 4, seed)),
        new("rules-300", Ruled, seed => Rules(300, conditions: 6, seed)),
    ];

    /// <summary>So many rules of up to so many conditions.</summary>
    private static SuiteFunction Rules(int count, int conditions, int seed)
    {
        var random = Parts.Random($"rules {count}", seed);
        var encoding = new SpaceEncoding(Ruled);
        Rule[] rules = [.. Enumerable.Range(0, count).Select(_ => Rule.Draw(random, encoding, 1 + random.NextInt(conditions)))];
        return Parts.Above(random, Ruled, c => encoding.Encode(c) is var x ? rules.Sum(rule => rule.At(x)) : 0);
    }

    /// <summary>A parameter below a threshold, or equal to a choice; or else not.</summary>
    private sealed record Condition(int Axis, bool IsChoice, double Value, bool Holds)
    {
        public bool Of(double[] x) => (IsChoice ? x[Axis] == Value : x[Axis] < Value) == Holds;
    }

    private sealed record Rule(Condition[] Conditions, double Effect)
    {
        public static Rule Draw(RandomStream random, SpaceEncoding encoding, int conditions)
        {
            int[] axes = [.. Enumerable.Range(0, encoding.Axes.Count)];
            random.Shuffle<int>(axes);
            return new([.. axes[..conditions].Select(i => encoding.Axes[i] is { IsCategorical: true, Levels: { } levels } axis
                ? new Condition(i, true, axis.Coordinate(random.NextInt((int)levels)), random.NextDouble() < 0.5)
                : new Condition(i, false, random.NextDouble(), random.NextDouble() < 0.5))], random.NextNormal());
        }

        public double At(double[] x) => Conditions.All(condition => condition.Of(x)) ? Effect : 0;
    }
}
