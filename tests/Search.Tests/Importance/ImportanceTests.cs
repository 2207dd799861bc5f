using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Importance;
using Orchestrator.Search.Samplers;
using Orchestrator.Search.Tests.Samplers;

namespace Orchestrator.Search.Tests.Importance;

/// <summary>What every measure of importance promises, and the figures of each where they are known.</summary>
public sealed class ImportanceTests
{
    private static readonly SearchSpace Space = Spaces.Of(
        new FloatParameter("strong", 0, 1), new FloatParameter("weak", 0, 1), Spaces.Choice("choice", "a", "b", "c"),
            new FloatParameter("idle", 1e-4, 1, Log: true));

    public static TheoryData<string> Measures => [.. ImportanceRegistry.Names];

    [Theory]
    [MemberData(nameof(Measures))]
    public void What_matters_comes_before_what_does_not(string name)
    {
        var shares = ImportanceRegistry.Create(name)
            .Of(Space, Trials(300, c => 10 * Square(c["strong"].Number - 0.3) + Square(c["weak"].Number - 0.5)));
        shares.Values.Sum().ShouldBe(1, 1e-9);
        shares["strong"].ShouldBeGreaterThan(0.6);
        shares["idle"].ShouldBeLessThan(0.1);
    }

    [Theory]
    [MemberData(nameof(Measures))]
    public void A_choice_can_matter_most(string name)
    {
        var shares = ImportanceRegistry.Create(name)
            .Of(Space, Trials(200, c => (c["choice"].Text == "b" ? 0 : 1) + 0.1 * Math.Sin(1e4 * c["idle"].Number)));
        shares.MaxBy(share => share.Value).Key.ShouldBe("choice");
    }

    [Theory]
    [MemberData(nameof(Measures))]
    public void Equal_losses_failures_and_few_trials_tell_nothing(string name)
    {
        var measure = ImportanceRegistry.Create(name);
        foreach (var trials in new[] { Trials(50, _ => 1), Trials(50, _ => double.NaN), Trials(2, c => c["strong"].Number), [] })
        {
            measure.Of(Space, trials).ShouldBe(Space.Parameters.ToDictionary(p => p.Name, _ => 0.0));
        }
    }

    [Theory]
    [MemberData(nameof(Measures))]
    public void Every_space_and_history_will_do(string name)
    {
        foreach (var space in Spaces.All.Values)
        {
            foreach (var kind in Histories.Kinds)
            {
                var shares = ImportanceRegistry.Create(name).Of(space, Histories.Request(space, kind, 30).Observed);
                shares.Keys.ShouldBe(space.Parameters.Select(p => p.Name));
                shares.Values.ShouldAllBe(share => share >= 0 && share <= 1 + 1e-9);
            }
        }
    }

    [Fact]
    public void Values_that_differ_in_the_last_digit_do_not_hide_what_matters()
    {
        var space = Spaces.Box(2, 0, 1);
        var trials = Trials(20, c => c["x0"].Number, space).SelectMany(t => new[]
        {
            t,
            t with
            {
                Configuration = Configuration.Empty.With("x0", t.Configuration["x0"])
                    .With("x1", ParameterValue.Of(Math.BitIncrement(t.Configuration["x1"].Number))),
                Loss = t.Loss + 1e-3,
            },
        }).ToList();
        new FunctionalAnova().Of(space, trials)["x0"].ShouldBeGreaterThan(0.7);
    }

    [Fact]
    public void Shares_of_an_additive_function_are_those_of_its_variances()
    {
        // 2 x + y over the unit square: variances 4/12 and 1/12.
        var space = Spaces.Box(2, 0, 1);
        var shares = new FunctionalAnova().Of(space, Trials(600, c => 2 * c["x0"].Number + c["x1"].Number, space));
        shares["x0"].ShouldBe(0.8, 0.06);
        shares["x1"].ShouldBe(0.2, 0.06);
    }

    private static List<Observation> Trials(int count, Func<Configuration, double> loss, SearchSpace? space = null)
    {
        var sobol = new SobolSampler(space ?? Space, seed: 5);
        return [.. Enumerable.Range(0, count).Select(t => sobol.Suggest(new SuggestionRequest(t, [], []))!)
            .Select((c, t) => new Observation(t, c, loss(c)))];
    }

    private static double Square(double x) => x * x;
}
