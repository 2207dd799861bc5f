using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Search;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Sweeps;

/// <summary>Searches fold by fold through the actors: on any number of slots, torn down anywhere.</summary>
public class FoldWiseTests
{
    private static readonly SweepDefinition Definition = Sample.Definition(trials: 20, folds: 4, parallel: 3) with
    {
        Search = new SearchDefinition("bayesian", 20, 3, FoldWise: new FoldWiseDefinition()),
    };

    [Theory]
    [InlineData("bayesian", null)]
    [InlineData("tpe", "median")]
    [InlineData("cma-es", "hyperband")]
    public async Task Who_gets_a_fold_depends_neither_on_slots_nor_on_the_order_of_results(string algorithm, string? pruner)
    {
        var definition = Definition with
        {
            Search = Definition.Search with { Algorithm = algorithm, Pruning = pruner is null ? null : new(pruner, StartUpTrials: 2) },
        };
        var tables = new List<IReadOnlyList<string>>();
        foreach (var slots in new[] { 1, 2, 7 })
        {
            await using var harness = new CoordinatorHarness();
            var state = await harness.RunToEndAsync(definition, slots: slots);
            tables.Add([.. Table.Of(state), .. state.Grants.Select(grant => grant.ToString())]);
            state.Trials.Sum(t => t.Granted!.Value).ShouldBeLessThan(20 * 4 * 3 / 4);
            state.Trials.ShouldContain(t => t.Partial != null);
            (await Audit(await harness.EventsAsync())).ShouldBe(new SuggestionAuditResult(state.Grants.Count, null, null, null));
        }
        tables[1].ShouldBe(tables[0]);
        tables[2].ShouldBe(tables[0]);
    }

    [Fact]
    public async Task A_sweep_is_resumed_exactly()
    {
        await using var undisturbed = new CoordinatorHarness();
        var whole = await undisturbed.RunToEndAsync(Definition);
        var last = (await undisturbed.EventsAsync()).Count;
        for (var cut = 2; cut < last - 2; cut += last / 9)
        {
            await using var harness = new CoordinatorHarness();
            var state = await harness.RunCutAsync(Definition, cut);
            Table.Of(state).ShouldBe(Table.Of(whole), $"cut after event {cut}");
            state.Grants.ShouldBe(whole.Grants);
        }
    }

    [Fact]
    public async Task A_fold_that_another_trial_should_have_got_is_found()
    {
        await using var harness = new CoordinatorHarness();
        await harness.RunToEndAsync(Definition);
        var events = (await harness.EventsAsync()).ToList();
        var at = events.FindIndex(e => e is FoldGranted);
        var honest = (FoldGranted)events[at];
        events[at] = honest with { Trial = honest.Trial + 1 };
        var audit = await Audit(events.Take(at + 1));
        (audit.Agrees, audit.Trial, audit.Fold, audit.DerivedTrial).ShouldBe((false, honest.Trial + 1, honest.Fold, honest.Trial));
    }

    [Fact]
    public async Task No_target_is_reached_by_what_one_fold_lets_expect()
    {
        var definition = Definition with { Search = Definition.Search with { Stop = new StopDefinition(Target: 1.0) } };
        await using var harness = new CoordinatorHarness();
        var state = await harness.RunToEndAsync(definition);
        state.Trials.Count.ShouldBeLessThan(20);
        state.Trials.ShouldContain(t => t.Status == WorkStatus.Completed && t.Mean >= 1.0);
    }

    private static Task<SuggestionAuditResult> Audit(IEnumerable<SweepEvent> events) =>
        SuggestionAudit.RunAsync(events.ToAsyncEnumerable(), SamplerRegistry.Create);
}
