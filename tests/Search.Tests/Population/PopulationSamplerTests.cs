using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Population;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Tests.Population;

public sealed class PopulationSamplerTests
{
    private const int Size = 5;

    private readonly PopulationSampler sampler = new(Spaces.Mixed, 3, Size);

    [Fact]
    public void The_first_generation_starts_anew_and_spreads()
    {
        var first = Enumerable.Range(0, Size).Select(t => new SuggestionRequest(t, [], [])).ToList();
        first.ShouldAllBe(request => sampler.ParentOf(request) == null);
        first.Select(sampler.Suggest).Distinct().Count().ShouldBe(Size);
    }

    [Fact]
    public void A_member_goes_on_from_itself_and_the_worst_one_from_the_best()
    {
        var observed = Generations([3, 1, 2, 5, 4]);
        for (var member = 0; member < Size; member++)
        {
            var request = new SuggestionRequest(Size + member, observed, []);
            sampler.ParentOf(request).ShouldBe(member == 3 ? 1 : member);
            var suggestion = sampler.Suggest(request).ShouldNotBeNull();
            if (member == 3)
            {
                suggestion.ShouldNotBe(observed[1].Configuration, "what it takes over is changed a little");
            }
            else
            {
                suggestion.ShouldBe(observed[member].Configuration);
            }
        }
    }

    [Fact]
    public void Only_the_generation_before_counts()
    {
        var request = new SuggestionRequest(2 * Size, Generations([0, 0, 0, 0, 0], [9, 2, 3, 4, 5]), []);
        sampler.ParentOf(request).ShouldBe(Size + 1);
    }

    [Fact]
    public void A_member_that_failed_goes_on_from_another_or_starts_anew()
    {
        var observed = Generations([double.NaN, double.NaN, 1, double.NaN, 2]);
        int?[] parents = [.. Enumerable.Range(Size, Size).Select(t => sampler.ParentOf(new(t, observed, [])))];
        parents.ShouldBe([null, null, 2, 2, 4]); // one in five is replaced, the last of the worst
        Enumerable.Range(Size, Size).Select(t => sampler.Suggest(new(t, observed, [])).ShouldNotBeNull())
            .ShouldAllBe(c => Spaces.Mixed.Contains(c));
    }

    [Fact]
    public void A_sweeps_population_has_the_size_that_it_says() =>
        ((ILineage)SamplerRegistry.Create("population", Spaces.Mixed, 3)).ParentOf(new(Size, Generations([3, 1, 2, 5, 4]), []))
            .ShouldBeNull("the standard size is larger");

    private List<Observation> Generations(params double[][] losses)
    {
        var observed = new List<Observation>();
        foreach (var loss in losses.SelectMany(generation => generation))
        {
            observed.Add(new Observation(observed.Count, sampler.Suggest(new(observed.Count % Size, [], []))!, loss));
        }

        return observed;
    }
}
