using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Search;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Sweeps;

public class SearchOptionTests
{
    public static TheoryData<PruningDefinition> Pruners =>
    [
        new PruningDefinition("median", StartUpTrials: 2),
        new PruningDefinition("percentile", StartUpTrials: 2, Percentile: 40),
        new PruningDefinition("halving"),
        new PruningDefinition("hyperband"),
        new PruningDefinition("racing", Significance: 0.2),
        new PruningDefinition("threshold", Limit: 0.05),
    ];

    [Theory]
    [MemberData(nameof(Pruners))]
    public async Task What_is_pruned_depends_neither_on_slots_nor_on_the_order_of_results(PruningDefinition pruning)
    {
        var tables = new List<IReadOnlyList<string>>();
        foreach (var slots in new[] { 1, 2, 5 })
        {
            await using var harness = new CoordinatorHarness();
            var state = await harness.RunToEndAsync(Definition(pruning, trials: 14, parallel: 2), slots: slots);
            tables.Add(Table.Of(state));
            state.Trials.ShouldContain(t => t.Status == WorkStatus.Pruned, $"{pruning.Pruner} on {slots} slots");
            state.Trials.ShouldContain(t => t.Status == WorkStatus.Completed);
            state.Leased().ShouldBeEmpty();
        }
        tables[1].ShouldBe(tables[0]);
        tables[2].ShouldBe(tables[0]);
    }

    [Theory]
    [InlineData("median")]
    [InlineData("racing")]
    public async Task A_sweep_that_prunes_is_resumed_exactly(string pruner)
    {
        var definition = Definition(new PruningDefinition(pruner, StartUpTrials: 1, Significance: 0.3), trials: 5, parallel: 1);
        await using var undisturbed = new CoordinatorHarness();
        var expected = Table.Of(await undisturbed.RunToEndAsync(definition));
        var last = (await undisturbed.EventsAsync()).Count;
        for (var cut = 1; cut < last - 2; cut += 2)
        {
            await using var harness = new CoordinatorHarness();
            Table.Of(await harness.RunCutAsync(definition, cut)).ShouldBe(expected, $"cut after event {cut}");
        }
    }

    [Fact]
    public async Task The_journal_says_by_which_figures_a_trial_was_pruned()
    {
        await using var harness = new CoordinatorHarness();
        await harness.RunToEndAsync(Definition(new PruningDefinition("median", StartUpTrials: 2), trials: 8, parallel: 1));
        var pruned = (await harness.EventsAsync()).OfType<TrialPruned>().ToArray();
        pruned.ShouldNotBeEmpty();
        pruned.ShouldAllBe(e => e.Reason.Any(char.IsDigit));
    }

    [Fact]
    public async Task A_target_ends_the_search_and_the_journal_says_why()
    {
        var definition =
            Definition(null, trials: 40,
                parallel: 2) with
            { Search = new SearchDefinition("bayesian", 40, 2, Stop: new StopDefinition(Target: 0.5)) };
        await using var harness = new CoordinatorHarness();
        var state = await harness.RunToEndAsync(definition);
        state.Trials.Count.ShouldBeLessThan(40);
        state.Status.ShouldBe(SweepStatus.Completed);
        (await harness.EventsAsync()).OfType<SearchStopped>().ShouldHaveSingleItem().Reason.ShouldContain("reached the target");
    }

    [Fact]
    public async Task Enqueued_configurations_are_tried_first()
    {
        var wanted = Configuration.Empty.With("x", ParameterValue.Of(0.125)).With("n", ParameterValue.Of(5))
            .With("kind", ParameterValue.Of("a"));
        var definition = Definition(null, trials: 3, parallel: 1) with { Search = new SearchDefinition("random", 3, Enqueued: [wanted]) };
        await using var harness = new CoordinatorHarness();
        var state = await harness.RunToEndAsync(definition);
        state.Trials[0].Configuration.ShouldBe(wanted);
        state.Trials.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("bayesian")]
    [InlineData("tpe")]
    [InlineData("smac")]
    public async Task A_warm_start_makes_the_first_suggestions_better(string algorithm)
    {
        await using var cold = new CoordinatorHarness();
        var before = await cold.RunToEndAsync(Definition(null, trials: 30, parallel: 1));
        var known = before.Trials.Select(t => new EarlierTrial(t.Configuration, t.Mean!.Value, 0));
        var definition = Definition(null, trials: 4, parallel: 1) with
        {
            Search = new SearchDefinition(algorithm, 4, WarmStart: new WarmStartDefinition("before", [.. known])),
        };
        await using var warm = new CoordinatorHarness();
        var state = await warm.RunToEndAsync(definition);
        state.Trials.Average(t => t.Mean!.Value).ShouldBeGreaterThan(before.Trials.Average(t => t.Mean!.Value) + 0.1);
        var audit = await SuggestionAudit.RunAsync((await warm.EventsAsync()).ToAsyncEnumerable(), SamplerRegistry.Create);
        audit.Agrees.ShouldBeTrue();
    }

    private static SweepDefinition Definition(PruningDefinition? pruning, int trials, int parallel) =>
        Sample.Definition(trials, parallel) with { Search = new SearchDefinition("random", trials, parallel, pruning) };
}
