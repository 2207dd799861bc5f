using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Spaces;
using Orchestrator.Search.MultiObjective;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Tests.MultiObjective;

/// <summary>What every registered sampler of several objectives promises.</summary>
public sealed class MultiObjectiveConformance
{
    public static TheoryData<string> Samplers => [.. MultiObjectiveRegistry.Names];

    [Theory]
    [InlineData("nsga-ii", 150)]
    [InlineData("parego", 50)]
    public void It_dominates_more_than_random_search(string name, int trials)
    {
        var space = Spaces.Box(3, 0, 1);
        var found = Hypervolume.Of([.. Sweep(name, space, trials, Bends).Select(o => o.Losses)], [1.5, 1.5]);
        var random = Hypervolume.Of([.. Enumerable.Range(0, trials).Select(t => Bends(new RandomSampler(space, 1).Suggest(new(t, [], []))!, t))], [1.5, 1.5]);
        found.ShouldBeGreaterThan(random * 1.02);
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public void Suggestions_stay_in_any_space_whatever_fails(string name)
    {
        foreach (var space in Spaces.All.Values)
            foreach (var outcome in Sweep(name, space, 30, (_, t) => t % 3 == 0 ? [double.NaN, 1] : [t % 5, -t % 7]))
                space.Contains(outcome.Configuration).ShouldBeTrue(outcome.Configuration.ToString());
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public void A_fresh_instance_gives_the_same_answer(string name)
    {
        var outcomes = Sweep(name, Spaces.Mixed, 32, Bends);
        foreach (var at in new[] { 3, 17, 31 })
            MultiObjectiveRegistry.Create(name, Spaces.Mixed, 9).Suggest(new(at, outcomes[..at], [])).ShouldBe(outcomes[at].Configuration);
    }

    private static List<Outcome> Sweep(string name, SearchSpace space, int trials, Func<Configuration, int, double[]> losses)
    {
        var sampler = MultiObjectiveRegistry.Create(name, space, 9);
        var outcomes = new List<Outcome>();
        for (var trial = 0; trial < trials; trial++)
        {
            var configuration = sampler.Suggest(new(trial, [.. outcomes], []));
            outcomes.Add(new Outcome(trial, configuration, losses(configuration, trial).ToEquatableList()));
        }

        return outcomes;
    }

    /// <summary>Two bowls around different points of the first parameter; the others should be at 0.7.</summary>
    private static double[] Bends(Configuration c, int trial)
    {
        double[] x = [.. c.Settings.Select(s => s.Value.IsText ? 0.5 : Math.Clamp(s.Value.Number, 0, 1))];
        var rest = x.Skip(1).Sum(v => (v - 0.7) * (v - 0.7));
        return [x[0] * x[0] + rest, (x[0] - 1) * (x[0] - 1) + rest];
    }
}
