using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.SearchSpaces.Constraints;
using Orchestrator.Plugins.Adapters;
using Orchestrator.Search;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Plugins.Tests;

/// <summary>Samplers and pruners of plug-ins, which run in the coordinator.</summary>
public sealed class SamplerTests : PluginTest
{
    private static readonly SearchSpace Space = new(
    [
        new FloatParameter("rate", 1e-4, 1, Log: true),
        new IntParameter("units", 1, 100),
        new CategoricalParameter("kind", ["a", "b", "c"]),
        new IntParameter("depth", 1, 3, Condition: new Condition("kind", [ParameterValue.Of("b")])),
    ]);

    [Fact]
    public void A_point_becomes_a_configuration_on_each_parameters_own_scale_and_back()
    {
        Load("demo", Sampler("request.Observed.Count == 0 ? [0.5, 1, 0.4, 0.9] : request.Observed[0].Point"));
        var sampler = SamplerRegistry.Create("own", Space, 7);
        var first = sampler.Suggest(new SuggestionRequest(0, [], []))!;
        first["rate"].Number.ShouldBe(0.01, 1e-12);
        first.ToString().ShouldEndWith(" units=100 kind=b depth=3");
        // The same point again: a space with a continuum is not looked through for repeats.
        sampler.Suggest(new SuggestionRequest(1, [new Search.Samplers.Observation(0, first, 0.5)], [])).ShouldBe(first);
    }

    [Fact]
    public void Its_random_numbers_are_those_of_seed_and_trial()
    {
        Load("demo", Sampler("request.Space.Draw(request.Random)"));
        Draw(seed: 7, trial: 3).ShouldBe(Draw(seed: 7, trial: 3));
        Draw(seed: 7, trial: 3).ShouldNotBe(Draw(seed: 7, trial: 4));
        Draw(seed: 7, trial: 3).ShouldNotBe(Draw(seed: 8, trial: 3));

        static Configuration? Draw(ulong seed, int trial) =>
            SamplerRegistry.Create("own", Space, seed).Suggest(new SuggestionRequest(trial, [], []));
    }

    [Fact]
    public void Constraints_are_met_by_what_the_space_draws_and_gives_as_nearest()
    {
        Load("demo", Sampler(
            "request.Trial == 0 ? request.Space.Draw(request.Random) : request.Space.Nearest([1, 1, 0.1, 0], request.Random)"));
        var space = Space with { Constraints = [Constraint.Parse("units <= 10")] };
        var sampler = SamplerRegistry.Create("own", space, 7);
        space.Contains(sampler.Suggest(new SuggestionRequest(0, [], []))!).ShouldBeTrue();
        space.Contains(sampler.Suggest(new SuggestionRequest(1, [], []))!).ShouldBeTrue();
    }

    [Theory]
    [InlineData("[0.5]", "a point of this space is 4 finite numbers, not (0.5)")]
    [InlineData("[0.5, double.NaN, 0, 0]", "a point of this space is 4 finite numbers, not (0.5, NaN, 0, 0)")]
    [InlineData("[0, 1, 0, 0]", "breaks the constraint 'units <= 10'; Space.Nearest gives one that does not")]
    [InlineData("throw new IOException(\"No table.\")", "The sampler 'own' of the plug-in demo failed: IOException: No table.")]
    public void What_makes_no_sense_is_a_failure_that_names_it(string answer, string message)
    {
        Load("demo", Sampler(answer));
        var sampler = SamplerRegistry.Create("own", Space with { Constraints = [Constraint.Parse("units <= 10")] }, 7);
        var failed = Should.Throw<PluginFailedException>(() => sampler.Suggest(new SuggestionRequest(0, [], [])));
        failed.Message.ShouldContain(message);
        failed.Message.ShouldStartWith("The sampler 'own' of the plug-in demo");
    }

    [Fact]
    public void A_sampler_that_hangs_is_not_waited_for_for_ever()
    {
        Load("demo", Sampler("Hang()"));
        var usual = TimeLimit.OfSuggestion;
        try
        {
            TimeLimit.OfSuggestion = TimeSpan.FromMilliseconds(50);
            Should.Throw<PluginFailedException>(
                    () => SamplerRegistry.Create("own", Space, 7).Suggest(new SuggestionRequest(0, [], [])))
                .Message.ShouldBe("The sampler 'own' of the plug-in demo has not answered within 0.05 seconds.");
        }
        finally
        {
            TimeLimit.OfSuggestion = usual;
        }
    }

    private static string Sampler(string answer) => $$"""
        public sealed class S : ISampler
        {
            public string Name => "own";
            public string Summary => "";
            public double[]? Suggest(SamplerRequest request) => {{answer}};
            private static double[] Hang() { new ManualResetEventSlim().Wait(); return []; }
        }
        """;
}
