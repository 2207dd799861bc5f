using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.MultiObjective;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Tests.MultiObjective;

/// <summary>What every sampler of several objectives promises, beside what all promise.</summary>
public sealed class MultiObjectiveConformance
{
    public static TheoryData<string> Samplers => [.. SamplerRegistry.ForSeveralObjectives];

    [Theory]
    [InlineData("nsga-ii", 150)]
    [InlineData("parego", 50)]
    public void It_dominates_more_than_random_search(string name, int trials)
    {
        var space = Spaces.Box(3, 0, 1);
        var found = Hypervolume.Of([.. Sweep(name, space, trials, Bends).Select(o => o.AllLosses)], [1.5, 1.5]);
        var random =
            Hypervolume.Of([.. Enumerable.Range(0, trials).Select(t => Bends(new RandomSampler(space, 1).Suggest(new(t, [], []))!, t))],
                [1.5, 1.5]);
        found.ShouldBeGreaterThan(random * 1.02);
    }

    [Fact]
    public void A_front_over_orders_of_magnitude_is_found_on_its_small_end_too()
    {
        var space = Spaces.Of(new IntParameter("units", 1, 4096, Log: true), new FloatParameter("x", 0, 1));
        double[] Size(Configuration c, int trial) =>
            [1 / Math.Sqrt(c["units"].Number) + Math.Pow(c["x"].Number - 0.3, 2), 40 * c["units"].Number];
        var outcomes = Sweep("parego", space, 40, Size);
        var front = ParetoFront.Of([.. outcomes.Select(o => o.AllLosses)]).Select(i => outcomes[i].Configuration["units"].Number).ToList();
        front.Count(units => units < 64).ShouldBeGreaterThanOrEqualTo(5);
        front.Count(units => units >= 64).ShouldBeGreaterThanOrEqualTo(3);
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public void Suggestions_stay_in_any_space_whatever_fails(string name)
    {
        foreach (var space in Spaces.All.Values)
        {
            foreach (var outcome in Sweep(name, space, 30, (_, t) => t % 3 == 0 ? [double.NaN, 1] : [t % 5, -t % 7]))
            {
                space.Contains(outcome.Configuration).ShouldBeTrue(outcome.Configuration.ToString());
            }
        }
    }

    [Theory]
    [InlineData(1e300)]
    [InlineData(1e-300)]
    [InlineData(0)]
    public void Losses_of_any_size_are_borne(double scale)
    {
        foreach (var name in SamplerRegistry.ForSeveralObjectives)
        {
            foreach (
                var outcome in Sweep(name, Spaces.Mixed, 30, (_, t) =>
                    [scale * (t % 5 - 2), double.PositiveInfinity, t % 4 == 0 ? -scale : scale]))
            {
                Spaces.Mixed.Contains(outcome.Configuration).ShouldBeTrue();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public void A_fresh_instance_gives_the_same_answer(string name)
    {
        var outcomes = Sweep(name, Spaces.Mixed, 32, Bends);
        foreach (var at in new[] { 3, 17, outcomes.Count - 1 })
        {
            SamplerRegistry.Create(name, Spaces.Mixed, 9).Suggest(new(at, outcomes[..at], [])).ShouldBe(outcomes[at].Configuration);
        }
    }

    [Theory]
    [InlineData("nsga-ii")]
    [InlineData("parego")]
    public void The_further_losses_make_a_difference(string name)
    {
        var outcomes = Sweep(name, Spaces.Mixed, 40, Bends);
        Observation[] first = [.. outcomes.Select(o => o with { Losses = null })];
        var sampler = SamplerRegistry.Create(name, Spaces.Mixed, 9);
        sampler.Suggest(new(40, outcomes, [])).ShouldNotBe(sampler.Suggest(new(40, first, [])));
    }

    private static List<Observation> Sweep(string name, SearchSpace space, int trials, Func<Configuration, int, double[]> losses)
    {
        var sampler = SamplerRegistry.Create(name, space, 9);
        var outcomes = new List<Observation>();
        while (outcomes.Count < trials && sampler.Suggest(new(outcomes.Count, [.. outcomes], [])) is { } configuration)
        {
            var all = losses(configuration, outcomes.Count);
            outcomes.Add(new Observation(outcomes.Count, configuration, all[0], Losses: all.ToEquatableList()));
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
