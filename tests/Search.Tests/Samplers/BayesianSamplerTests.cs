using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Tests.Samplers;

/// <summary>That believing a surrogate pays.</summary>
public sealed class BayesianSamplerTests
{
    [Fact]
    public void It_finds_a_minimum_of_branin_in_forty_trials()
    {
        var random = TestFunction.Branin.MedianRegret("random", 40, seeds: 5);
        var bayesian = TestFunction.Branin.MedianRegret("bayesian", 40, seeds: 5);
        bayesian.ShouldBeLessThan(1e-3);
        bayesian.ShouldBeLessThan(random / 100);
    }

    [Fact]
    public void It_finds_its_way_in_fourteen_dimensions()
    {
        var random = TestFunction.Many.MedianRegret("random", 60, seeds: 3);
        TestFunction.Many.MedianRegret("bayesian", 60, seeds: 3).ShouldBeLessThan(random / 20);
    }

    [Fact]
    public void It_walks_a_mixed_space_to_its_best_corner()
    {
        var encoding = new SpaceEncoding(Spaces.Mixed);
        var sampler = new BayesianSampler(Spaces.Mixed, seed: 3);
        var suggested = Histories.Sweep(() => sampler, Spaces.Mixed, 40);
        var best = suggested.MinBy(c => Histories.Bowl(encoding, c))!;
        best["activation"].Text.ShouldBe("relu");
        Histories.Bowl(encoding, best).ShouldBeLessThan(0.04);
    }

    [Fact]
    public void It_repeats_no_point_while_others_are_left()
    {
        var space = Spaces.Of(Spaces.Choice("a", "x", "y", "z"), new IntParameter("b", 1, 4));
        var sampler = new BayesianSampler(space, seed: 1);
        var suggested = Histories.Sweep(() => sampler, space, 15, parallel: 3);
        suggested.Distinct().Count().ShouldBe(12);
        suggested.Take(12).Distinct().Count().ShouldBe(12);
    }

    [Fact]
    public void Pending_trials_push_the_next_suggestion_away()
    {
        var request = Histories.Request(Spaces.TwelveReal, "smooth", 30);
        var sampler = new BayesianSampler(Spaces.TwelveReal, seed: 1);
        var encoding = new SpaceEncoding(Spaces.TwelveReal);
        var pending = new List<Configuration>();
        for (var i = 0; i < 4; i++)
        {
            pending.Add(sampler.Suggest(request with { Pending = [.. pending] })!);
        }

        var points = pending.Select(encoding.Encode).ToList();
        foreach (var (i, a) in points.Index())
        {
            foreach (var b in points.Skip(i + 1))
            {
                Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum()).ShouldBeGreaterThan(0.01);
            }
        }
    }

    [Fact]
    public void Where_nothing_is_left_to_gain_it_looks_elsewhere()
    {
        var encoding = new SpaceEncoding(Spaces.Mixed);
        var sampler = new BayesianSampler(Spaces.Mixed, seed: 2);
        double[][] points = [.. Histories.Sweep(() => sampler, Spaces.Mixed, 110).Select(c => encoding.Encode(c))];
        var repeats = Enumerable.Range(60, 50).Count(late =>
            points[..late].Any(earlier => earlier.Zip(points[late], (a, b) => Math.Abs(a - b)).Max() <= 1e-3));
        repeats.ShouldBeLessThan(10);
        points[60..].Select(p => p[4]).Distinct().Count().ShouldBe(4, "every activation is looked at again");
    }

    [Fact]
    public void A_cliff_does_not_hide_what_lies_before_it() =>
        TestFunction.Cliff.MedianRegret("bayesian", 50, seeds: 21).ShouldBeLessThan(1e-4);
}
