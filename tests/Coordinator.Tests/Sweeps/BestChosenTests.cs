using Orchestrator.Contracts.Definitions;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Search;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Sweeps;

/// <summary>The choice of the best trial by the posterior, through the actors: torn down anywhere, and derived again.</summary>
public class BestChosenTests
{
    private static readonly SweepDefinition Definition = Sample.Definition(trials: 12, folds: 3, parallel: 2) with
    {
        Search = new SearchDefinition("random", 12, 2, BestBy: BestBy.Posterior),
    };

    [Fact]
    public async Task It_is_the_same_wherever_the_sweep_was_interrupted()
    {
        await using var undisturbed = new CoordinatorHarness();
        var whole = await undisturbed.RunToEndAsync(Definition);
        var chosen = whole.Chosen.ShouldNotBeNull();
        whole.Refit!.Id.Trial.ShouldBe(chosen.Trial);
        var last = (await undisturbed.EventsAsync()).Count;
        for (var cut = last - 12; cut < last; cut += 3)
        {
            await using var harness = new CoordinatorHarness();
            var state = await harness.RunCutAsync(Definition, cut);
            state.Chosen.ShouldBe(chosen, $"cut after event {cut}");
            state.Refit!.Result!.Score.ShouldBe(whole.Refit.Result!.Score);
        }
    }

    [Fact]
    public async Task Another_choice_in_the_journal_is_found()
    {
        await using var harness = new CoordinatorHarness();
        var chosen = (await harness.RunToEndAsync(Definition)).Chosen.ShouldNotBeNull();
        var events = await harness.EventsAsync();
        (await Audit(events)).Agrees.ShouldBeTrue();

        var other = (chosen.Trial + 1) % 12;
        var found = await Audit([.. events.Select(e => e is BestChosen b ? b with { Best = b.Best with { Trial = other } } : e)]);
        (found.Agrees, found.Best, found.Trial, found.DerivedTrial).ShouldBe((false, true, other, chosen.Trial));
    }

    private static Task<SuggestionAuditResult> Audit(IReadOnlyList<SweepEvent> events) =>
        SuggestionAudit.RunAsync(events.ToAsyncEnumerable(), SamplerRegistry.Create);
}
