using Orchestrator.Contracts.Definitions;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Search;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Sweeps;

public class PopulationTests
{
    private const int Size = 5;

    private static readonly SweepDefinition Definition = Sample.Definition(trials: 4 * Size, folds: 2) with
    {
        Search = new SearchDefinition("population", 4 * Size, Size, Population: Size),
    };

    [Fact]
    public async Task Who_goes_on_from_whom_depends_neither_on_slots_nor_on_the_order_of_results()
    {
        var tables = new List<IReadOnlyList<string>>();
        foreach (var slots in new[] { 1, 2, 7 })
        {
            await using var harness = new CoordinatorHarness();
            var state = await harness.RunToEndAsync(Definition, slots: slots);
            tables.Add([.. Table.Of(state), .. state.Trials.Select(t => $"{t.Number} from {t.Parent}")]);
            state.Trials.Take(Size).ShouldAllBe(t => t.Parent == null);
            state.Trials.Skip(Size).ShouldAllBe(t => t.Parent >= t.Number / Size * Size - Size && t.Parent < t.Number / Size * Size);
            state.Trials.ShouldContain(t => t.Parent != null && t.Parent != t.Number - Size, "somebody has taken over from another");
        }
        tables[1].ShouldBe(tables[0]);
        tables[2].ShouldBe(tables[0]);
    }

    [Fact]
    public async Task Each_fold_goes_on_from_the_same_fold_and_the_refit_repeats_the_whole_way()
    {
        await using var harness = new CoordinatorHarness();
        var script = new Script();
        var state = await harness.RunToEndAsync(Definition, script);
        foreach (var assignment in script.Assignments.Where(a => !a.Attempt.Fold.IsRefit))
        {
            var (trial, fold) = assignment.Attempt.Fold;
            assignment.ContinueFrom.ShouldBe(state.Trials[trial].Parent is { } parent
                ? $"/artifacts/sample-1/trial-{parent:0000}/fold-{fold}" : null);
        }
        var refit = script.Assignments.Single(a => a.Attempt.Fold.IsRefit);
        refit.ContinueFrom.ShouldBeNull();
        (refit.Ancestors?.Count ?? 0).ShouldBe(state.Best!.Value / Size);
    }

    [Fact]
    public async Task Every_suggestion_and_parent_is_derived_again()
    {
        await using var harness = new CoordinatorHarness();
        await harness.RunToEndAsync(Definition);
        var events = (await harness.EventsAsync()).ToList();
        (await Audit(events)).ShouldBe(new SuggestionAuditResult(4 * Size, null, null, null));

        var at = events.FindIndex(e => e is TrialSuggested { Trial: 12 });
        var honest = (TrialSuggested)events[at];
        events[at] = honest with { Parent = honest.Parent == Size ? Size + 1 : Size };
        (await Audit(events))
            .ShouldBe(
            new SuggestionAuditResult(12, 12, honest.Configuration, honest.Configuration, ((TrialSuggested)events[at]).Parent,
                honest.Parent));
    }

    [Fact]
    public async Task A_sweep_is_resumed_exactly()
    {
        await using var undisturbed = new CoordinatorHarness();
        var whole = await undisturbed.RunToEndAsync(Definition);
        var last = (await undisturbed.EventsAsync()).Count;
        for (var cut = 2; cut < last - 2; cut += last / 7)
        {
            await using var harness = new CoordinatorHarness();
            var state = await harness.RunCutAsync(Definition, cut);
            Table.Of(state).ShouldBe(Table.Of(whole), $"cut after event {cut}");
            state.Trials.Select(t => t.Parent).ShouldBe(whole.Trials.Select(t => t.Parent));
        }
    }

    private static Task<SuggestionAuditResult> Audit(IEnumerable<SweepEvent> events) =>
        SuggestionAudit.RunAsync(events.ToAsyncEnumerable(), SamplerRegistry.Create);
}
