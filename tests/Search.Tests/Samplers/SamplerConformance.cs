using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Constraints;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Tests.Samplers;

/// <summary>What every registered sampler promises, whatever it does to choose.</summary>
public sealed class SamplerConformance
{
    private const ulong Seed = 20260000;

    public static TheoryData<string> Samplers => [.. SamplerRegistry.Names];

    public static IEnumerable<object[]> SamplersAndSpaces =>
        from name in SamplerRegistry.Names from space in Spaces.All.Keys select new object[] { name, space };

    public static IEnumerable<object[]> SamplersAndHistories =>
        from name in SamplerRegistry.Names from kind in Histories.Kinds select new object[] { name, kind };

    private static readonly Dictionary<string, SearchSpace> SpacesWithAnEnd = new()
    {
        ["two by two"] = Spaces.Of(Spaces.Choice("units", "16", "32"), Spaces.Choice("dropout", "0.0", "0.5")),
        ["with conditions and constraints"] = Spaces.ConstrainedGrid,
        ["one point"] = Spaces.OnePoint,
    };

    private static readonly Dictionary<string, SearchSpace> SpacesNextToNothing = new()
    {
        ["a corner"] = Spaces.Of(new FloatParameter("rate", 1e-3, 1e-1, Log: true), new FloatParameter("decay", 1e-6, 1e-1, Log: true))
            .Under("rate * decay <= 1.0002e-9"),
        ["ten in order"] = Spaces.Of([.. Enumerable.Range(0, 10).Select(i => new IntParameter($"u{i}", 200, 8000))])
            .Under([.. Enumerable.Range(0, 9).Select(i => $"u{i} <= u{i + 1}")]),
        ["two equal"] = Spaces.Of(new IntParameter("a", 1, 1_000_000), new IntParameter("b", 1, 1_000_000)).Under("a == b"),
        ["parts of a whole"] = Spaces.Box(3, 0, 1).Under("x0 + x1 + x2 == 1"),
    };

    public static IEnumerable<object[]> SmallSpaces =>
        from name in SamplerRegistry.Names
        where name != SamplerRegistry.Population // goes on with a configuration from other weights
        from space in SpacesWithAnEnd
        select new object[] { name, space.Key, FiniteSpace.PointsOf(space.Value, 1000)!.Count(p => space.Value.Violated(p) is null) };

    public static IEnumerable<object[]> NarrowSpaces =>
        from name in SamplerRegistry.Names
        where name is not (SamplerRegistry.Grid or SamplerRegistry.Restarts or SamplerRegistry.Elimination) // its points are where they are
        from space in SpacesNextToNothing.Keys
        select new object[] { name, space };

    [Theory]
    [MemberData(nameof(SamplersAndSpaces))]
    public void A_sweep_stays_inside_the_space(string name, string space)
    {
        foreach (var configuration in Histories.Sweep(Kept(name, Spaces.All[space]), Spaces.All[space], 25, parallel: 3))
        {
            Spaces.All[space].Contains(configuration).ShouldBeTrue(configuration.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(SamplersAndSpaces))]
    public void An_instance_remembers_nothing_that_changes_an_answer(string name, string space)
    {
        var kept = Histories.Sweep(Kept(name, Spaces.All[space]), Spaces.All[space], 20, parallel: 2);
        var fresh = Histories.Sweep(() => SamplerRegistry.Create(name, Spaces.All[space], Seed), Spaces.All[space], 20, parallel: 2);
        kept.ShouldBe(fresh);
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public void Questions_in_any_order_get_the_same_answers(string name)
    {
        var sampler = SamplerRegistry.Create(name, Spaces.Mixed, Seed);
        SuggestionRequest[] requests = [.. from trials in new[] { 30, 5, 64, 12 } select Histories.Request(Spaces.Mixed, "smooth", trials)];
        var forwards = requests.Select(sampler.Suggest).ToList();
        var backwards = requests.Reverse().Select(sampler.Suggest).Reverse();
        backwards.ShouldBe(forwards);
    }

    [Theory]
    [MemberData(nameof(SamplersAndHistories))]
    public void Any_losses_get_a_sensible_suggestion(string name, string kind)
    {
        foreach (var space in new[] { Spaces.Mixed, Spaces.Conditional, Spaces.TwelveReal })
        {
            foreach (var (trials, pending) in new[] { (1, 0), (6, 1), (30, 2) })
            {
                ShouldSuggest(name, space, Histories.Request(space, kind, trials, pending));
            }
        }
    }

    [Theory]
    [MemberData(nameof(SamplersAndSpaces))]
    public void Points_tried_many_times_are_no_obstacle(string name, string space) =>
        ShouldSuggest(name, Spaces.All[space], Histories.Request(Spaces.All[space], "smooth", 40, pending: 4, duplicates: true),
            mayBeExhausted: true);

    [Theory]
    [MemberData(nameof(SamplersAndSpaces))]
    public void A_thousand_pending_trials_are_no_obstacle(string name, string space) =>
        ShouldSuggest(name, Spaces.All[space], Histories.Request(Spaces.All[space], "smooth", 20, pending: 1000), mayBeExhausted: true);

    [Theory]
    [MemberData(nameof(SamplersAndHistories))]
    public void A_point_or_a_choice_is_space_enough(string name, string kind)
    {
        foreach (var space in new[] { Spaces.OnePoint, Spaces.OneCategorical })
        {
            foreach (var (trials, pending) in new[] { (0, 3), (5, 1), (24, 2) })
            {
                ShouldSuggest(name, space, Histories.Request(space, kind, trials, pending, duplicates: true), mayBeExhausted: true);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public void Any_history_will_do(string name) =>
        Prop.ForAll(AnySpace.Arbitrary, AnyLosses, Arb.From(Gen.Choose(0, 6)), (space, losses, pending) =>
        {
            var points = new RandomSampler(space, seed: 3);
            Configuration At(int i) => points.Suggest(new SuggestionRequest(i % 7, [], []))!; // again and again the same
            var request = new SuggestionRequest(
                losses.Length + pending, [.. losses.Select((loss, i) => new Observation(i, At(i), loss, i % 3 == 0 ? 0 : 1e-3))],
                [.. Enumerable.Range(losses.Length, pending).Select(At)]);
            return SamplerRegistry.Create(name, space, Seed).Suggest(request) is { } suggestion
                ? space.Contains(suggestion) : IsExhausted(name, space, request);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40).WithReplay(13, 5));

    [Theory]
    [MemberData(nameof(Samplers))]
    public void A_request_is_never_changed(string name)
    {
        var request = Histories.Request(Spaces.Conditional, "half failed", 30, pending: 5);
        Observation[] observed = [.. request.Observed];
        Configuration[] pending = [.. request.Pending];
        SamplerRegistry.Create(name, Spaces.Conditional, Seed).Suggest(request);
        request.Observed.ShouldBe(observed);
        request.Pending.ShouldBe(pending);
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public void Any_space_and_seed_will_do(string name) =>
        Prop.ForAll(AnySpace.Arbitrary, ArbMap.Default.ArbFor<ulong>(), (space, seed) =>
        {
            var sampler = SamplerRegistry.Create(name, space, seed);
            return Histories.Sweep(() => sampler, space, 14, parallel: 2).All(space.Contains);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25).WithReplay(7, 7));

    [Theory]
    [MemberData(nameof(Samplers))]
    public void Any_constraints_are_met(string name) =>
        Prop.ForAll(AnySpace.Constrained, ArbMap.Default.ArbFor<ulong>(), (space, seed) =>
        {
            if (name is SamplerRegistry.Grid or SamplerRegistry.Restarts or SamplerRegistry.Elimination
                && SamplerRegistry.GridSize(space) == 0)
            {
                return true; // the levels of a real parameter may miss what is feasible
            }

            var sampler = SamplerRegistry.Create(name, space, seed);
            return Histories.Sweep(() => sampler, space, 14, parallel: 2).All(space.Contains);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40).WithReplay(11, 3));

    [Theory]
    [MemberData(nameof(SamplersAndHistories))]
    public void Whatever_comes_out_a_sweep_of_forty_trials_stays_spread(string name, string kind)
    {
        var trials = name is SamplerRegistry.Grid or SamplerRegistry.Restarts or SamplerRegistry.Elimination ? 0 : 40;
        var suggested = Histories.Sweep(Kept(name, Spaces.Mixed), Spaces.Mixed, trials, parallel: 2, kind);
        suggested.ShouldAllBe(c => Spaces.Mixed.Contains(c));
        suggested.ShouldBe(Histories.Sweep(() => SamplerRegistry.Create(name, Spaces.Mixed, Seed), Spaces.Mixed, suggested.Count, 2, kind));
        if (kind is not ("smooth" or "vanishing" or "one outlier" or "huge" or "infinite" or "half failed") && suggested.Count > 0)
        {
            // What tells nothing must not lead to one place.
            suggested.Distinct().Count().ShouldBeGreaterThan(name == SamplerRegistry.Population ? 7 : 30);
            suggested.Select(c => c["activation"]).Distinct().Count().ShouldBeGreaterThan(1);
            var rates = suggested.Select(c => Math.Log10(c["lr"].Number)).ToList();
            (rates.Max() - rates.Min()).ShouldBeGreaterThan(1);
        }
    }

    [Theory]
    [MemberData(nameof(SmallSpaces))]
    public void Nothing_is_tried_twice_and_a_small_space_is_exhausted(string name, string space, int points)
    {
        var suggested = Histories.Sweep(Kept(name, SpacesWithAnEnd[space]), SpacesWithAnEnd[space], points + 20, parallel: 3);
        suggested.Distinct().Count().ShouldBe(suggested.Count);
        suggested.Count.ShouldBe(points);
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public void Of_a_large_grid_nothing_is_tried_twice_either(string name)
    {
        if (name == SamplerRegistry.Population)
        {
            return; // goes on with a configuration from other weights
        }

        var space = Spaces.Of(new IntParameter("a", 1, 12), new IntParameter("b", 1, 12), new IntParameter("c", 1, 12));
        var suggested = Histories.Sweep(Kept(name, space), space, 80, parallel: 2);
        suggested.Distinct().Count().ShouldBe(80);
    }

    [Theory]
    [MemberData(nameof(NarrowSpaces))]
    public void A_space_of_which_constraints_leave_next_to_nothing_is_searched(string name, string space)
    {
        var suggested = Histories.Sweep(Kept(name, SpacesNextToNothing[space]), SpacesNextToNothing[space], 16, parallel: 2);
        suggested.Count.ShouldBe(16);
        suggested.ShouldAllBe(c => SpacesNextToNothing[space].Contains(c));
        suggested.Distinct().Count().ShouldBeGreaterThan(name == SamplerRegistry.Population ? 2 : 8); // whose members are copied
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public void Constraints_that_nothing_meets_are_told_after_so_many_draws(string name)
    {
        var space = Spaces.Mixed.Under("units < 10 or layers > 4");
        var refused =
            Should.Throw<InfeasibleSpaceException>(() => SamplerRegistry.Create(name, space, Seed)
                .Suggest(new SuggestionRequest(0, [], [])));
        refused.Drawn.ShouldBeGreaterThan(1000);
        refused.Message.ShouldContain("units < 10 or layers > 4");
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public void The_best_point_on_a_border_is_approached(string name)
    {
        // The bowl's bottom, a third of the way along both axes, is ruled out.
        var space = Spaces.Box(2, 0, 1).Under("x0 + x1 >= 1");
        var encoding = new SpaceEncoding(space);
        var best = Histories.Sweep(Kept(name, space), space, 60).Min(c => Histories.Bowl(encoding, c));
        best.ShouldBeInRange(1.0 / 18, name is "grid" or "random" or "sobol" ? 0.1 : name is "bayesian" ? 1.0 / 18 + 1e-4 : 0.07);
    }

    [Fact]
    public async Task Another_process_gives_the_same_suggestions()
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(dotnet, ["exec", typeof(SuggestionProgram).Assembly.Location]) { RedirectStandardOutput = true };
        using var child = Process.Start(start)!;
        var printed = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        child.ExitCode.ShouldBe(0);
        printed.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(SuggestionProgram.Transcript());
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones() =>
        Should.Throw<ArgumentException>(() => SamplerRegistry.Create("bayesain", Spaces.Mixed, 1)).Message.ShouldContain("bayesian");

    /// <summary>Up to thirty losses, many of them equal, missing, infinite, huge or tiny.</summary>
    private static Arbitrary<double[]> AnyLosses { get; } = Arb.From(
        from count in Gen.Choose(0, 30)
        from losses in Gen.ArrayOf(
            Gen.Elements(0, 0.25, 0.25, 0.5, -1, 3, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue,
                double.MinValue, double.Epsilon, 1e-300), count)
        select losses);

    private static Func<ISampler> Kept(string name, SearchSpace space)
    {
        var sampler = SamplerRegistry.Create(name, space, Seed);
        return () => sampler;
    }

    private static void ShouldSuggest(string name, SearchSpace space, SuggestionRequest request, bool mayBeExhausted = false)
    {
        var suggestion = SamplerRegistry.Create(name, space, Seed).Suggest(request);
        if (mayBeExhausted && suggestion is null && IsExhausted(name, space, request))
        {
            return;
        }

        space.Contains(suggestion.ShouldNotBeNull()).ShouldBeTrue(suggestion.ToString());
    }

    private static bool IsExhausted(string name, SearchSpace space, SuggestionRequest request) =>
        name is SamplerRegistry.Grid or SamplerRegistry.Restarts or SamplerRegistry.Elimination
        || FiniteSpace.PointsOf(space, 1_000_000)?.Where(point => space.Violated(point) is null)
            .All(request.Observed.Select(o => o.Configuration).Concat(request.Pending).ToHashSet().Contains) == true;
}
