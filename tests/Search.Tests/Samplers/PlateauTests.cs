using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Tests.Samplers;

/// <summary>Where trials are equally good but for those in a small part of the space, as networks that learn nothing are.</summary>
public sealed class PlateauTests
{
    private const int Dimensions = 5;
    private const double Width = 0.26;
    private const int Trials = 60;

    private static readonly SearchSpace Space =
        new([.. Enumerable.Range(0, Dimensions).Select(i => new FloatParameter($"x{i}", 0, 1))]);

    [Theory]
    [InlineData("bayesian")]
    [InlineData("tpe")]
    public void What_lies_off_a_plateau_is_found_as_soon_as_by_an_even_spread(string algorithm)
    {
        for (var seed = 0; seed < 10; seed++)
        {
            Found(algorithm, seed).ShouldBeLessThanOrEqualTo(Found("sobol", seed), $"member {seed}");
        }
    }

    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(0.02, 0.5)]
    public void A_plateau_under_noise_is_searched_by_every_other_trial(double noise, double part)
    {
        var random = new RandomStream(SeedSequence.Derive(5, 0, 0, "plateau"));
        Observation[] told = [.. Enumerable.Range(0, 41).Select(t => new Observation(t,
            Configuration.Empty, 0.7 + noise * random.NextNormal(), noise * noise))];

        (noise == 0 ? Plateau.Share(told) == 1 : Plateau.IsUnbeaten(told, _ => true)).ShouldBeTrue();

        var (observed, _) = Search(told.Length, (trial, _) => told[trial]);
        double spread = observed.Skip(1).Count(IsOfDesign);

        (spread / (told.Length - 1)).ShouldBeInRange(part - 0.15, part + 0.15);
    }

    [Fact]
    public void Losses_that_differ_by_more_than_their_noise_are_no_plateau()
    {
        Observation[] told = [.. Enumerable.Range(0, 20).Select(t => new Observation(t, Configuration.Empty, 0.1 * t, 1e-4))];
        Plateau.IsUnbeaten(told, _ => true).ShouldBeFalse();
        Plateau.Share(told).ShouldBe(0);
        Plateau.IsUnbeaten([.. told.Select(o => o with { Variance = 0 })], _ => true).ShouldBeFalse("no fold shows any noise");
    }

    /// <summary>Networks that learn nothing are equally bad, others diverge and are worse: what the best one owes to noise must not hide
    /// that nothing has been found.</summary>
    [Fact]
    public void Trials_that_are_worse_hide_no_plateau()
    {
        var random = new RandomStream(SeedSequence.Derive(6, 0, 0, "plateau"));
        var (observed, sampler) = Search(50, (trial, configuration) =>
        {
            var diverges = configuration["x0"].Number > 0.7 ? Math.Exp(8 * (configuration["x0"].Number - 0.7)) - 1 : 0;
            return new(trial, configuration, 1 + diverges + 0.01 * random.NextNormal(), 1e-4);
        });

        observed.Skip(10).Count(IsOfDesign).ShouldBe(20, "every other one of 40");

        // Once one is better than noise makes any, the search is for what is beside it.
        observed.Add(observed[7] with { Trial = 50, Loss = 0.8 });
        sampler.Suggest(new SuggestionRequest(51, observed, [])).ShouldNotBe(Design(51));
    }

    /// <summary>The trials of a search that is told this of each, and its sampler.</summary>
    private static (List<Observation> Observed, ISampler Sampler) Search(int trials, Func<int, Configuration, Observation> told)
    {
        var (observed, sampler) = (new List<Observation>(), SamplerRegistry.Create("bayesian", Space, 1));
        for (var trial = 0; trial < trials; trial++)
        {
            var configuration = sampler.Suggest(new SuggestionRequest(trial, observed, [])).ShouldNotBeNull();
            observed.Add(told(trial, configuration) with { Configuration = configuration });
        }

        return (observed, sampler);
    }

    private static bool IsOfDesign(Observation observed) => observed.Configuration.Equals(Design(observed.Trial));

    private static Configuration? Design(int trial) => new SobolSampler(Space, 1).Suggest(new SuggestionRequest(trial, [], []));

    private static int Found(string algorithm, int seed)
    {
        var random = new RandomStream(SeedSequence.Derive(7, seed, 0, "plateau"));
        double[] centre = [.. Enumerable.Range(0, Dimensions).Select(_ => 0.2 + 0.6 * random.NextDouble())];
        var sampler = SamplerRegistry.Create(algorithm, Space, (ulong)seed);
        var observed = new List<Observation>();
        for (var trial = 0; trial < Trials; trial++)
        {
            var configuration = sampler.Suggest(new SuggestionRequest(trial, observed, [])).ShouldNotBeNull();
            if (Enumerable.Range(0, Dimensions).All(i => Math.Abs(configuration[$"x{i}"].Number - centre[i]) < Width))
            {
                return trial;
            }

            observed.Add(new Observation(trial, configuration, 0.7));
        }

        return Trials;
    }
}
