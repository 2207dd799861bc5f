using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Search;
using Orchestrator.Search.Pruners;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Sweeps;

/// <summary>A pruner that fails ends the search, as a sampler does; what runs is trained to its end.</summary>
public sealed class PrunerFailureTests
{
    private const string Name = "failing";

    static PrunerFailureTests() => PrunerRegistry.Plugged = [.. PrunerRegistry.Plugged, new PluggedPruner(Name, _ => new Failing())];

    [Fact]
    public async Task A_pruner_that_throws_ends_the_search_and_the_journal_says_why()
    {
        await using var harness = new CoordinatorHarness();
        var definition = Sample.Definition(trials: 8);
        var state = await harness.RunToEndAsync(definition with { Search = definition.Search with { Pruning = new(Name) } });
        var stopped = (await harness.EventsAsync()).OfType<SearchStopped>().ShouldHaveSingleItem();
        stopped.Reason.ShouldBe("The pruner failed at trial 2: The matrix is singular.");
        state.Status.ShouldBe(SweepStatus.Completed);
        state.Trials.Count.ShouldBeInRange(3, 7);
        state.Trials.ShouldAllBe(trial => trial.Status == WorkStatus.Completed);
        (state.Refit?.Status).ShouldBe(WorkStatus.Completed);
    }

    private sealed class Failing : IPruner
    {
        public Verdict Judge(PruningRequest request) =>
            request.Current.Trial < 2 ? Verdict.Continue : throw new ArithmeticException("The matrix is singular.");
    }
}
