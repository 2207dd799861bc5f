using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Search;
using Orchestrator.Search.Samplers;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Sweeps;

/// <summary>A sampler that fails ends the search; the sweep ends with what there is.</summary>
public sealed class SamplerFailureTests
{
    private const int Trials = 8;

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public async Task A_sampler_that_throws_ends_the_search_and_the_journal_says_why(int at)
    {
        await using var harness = new CoordinatorHarness { Sampler = d => new Failing(SamplerRegistry.Create(d), at) };
        var state = await harness.RunToEndAsync(Sample.Definition(Trials, parallel: 3));
        var stopped = (await harness.EventsAsync()).OfType<SearchStopped>().ShouldHaveSingleItem();
        stopped.Reason.ShouldBe($"The sampler failed at trial {at}: The matrix is singular.");
        CheckEnd(state, at);
    }

    [Fact]
    public async Task A_sampler_that_cannot_be_made_ends_the_search()
    {
        await using var harness = new CoordinatorHarness { Sampler = _ => throw new NotSupportedException("Its library is missing.") };
        CheckEnd(await harness.RunToEndAsync(Sample.Definition(Trials)), trials: 0);
        (await harness.EventsAsync()).OfType<SearchStopped>()
            .Single().Reason.ShouldBe("The sampler failed at trial 0: Its library is missing.");
    }

    [Fact]
    public async Task A_suggestion_outside_of_the_space_ends_the_search()
    {
        await using var harness = new CoordinatorHarness { Sampler = d => new Failing(SamplerRegistry.Create(d), 2, Configuration.Empty) };
        CheckEnd(await harness.RunToEndAsync(Sample.Definition(Trials)), trials: 2);
        (await harness.EventsAsync()).OfType<SearchStopped>()
            .Single().Reason.ShouldStartWith("The sampler failed at trial 2: The suggestion for trial 2 lies outside the space");
    }

    [Fact]
    public async Task Cut_off_anywhere_it_ends_the_same_way()
    {
        await using var harness = new CoordinatorHarness { Sampler = d => new Failing(SamplerRegistry.Create(d), 2) };
        CheckEnd(await harness.RunCutAsync(Sample.Definition(Trials), cut: 9), trials: 2);
        (await harness.EventsAsync()).OfType<SearchStopped>().ShouldHaveSingleItem();
    }

    private static void CheckEnd(SweepState state, int trials)
    {
        state.Status.ShouldBe(SweepStatus.Completed);
        state.Trials.Count(t => t.Status == WorkStatus.Completed).ShouldBe(trials);
        (state.Refit?.Status).ShouldBe(trials > 0 ? WorkStatus.Completed : null);
    }

    private sealed class Failing(ISampler inner, int at, Configuration? wrong = null) : ISampler
    {
        public Configuration? Suggest(SuggestionRequest request) =>
            request.Trial < at ? inner.Suggest(request) : wrong ?? throw new ArithmeticException("The matrix is singular.");
    }
}
