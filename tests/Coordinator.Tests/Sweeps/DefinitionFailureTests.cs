using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Sweeps;

/// <summary>Definitions that no validator would let pass, in the journal all the same: of a faulty version, or of a later one.</summary>
public sealed class DefinitionFailureTests
{
    private static readonly SweepDefinition Poison =
        Sample.Definition() with { Search = new SearchDefinition("random", 6, 1, new PruningDefinition("crystal-ball")) };

    [Fact]
    public async Task What_cannot_be_acted_on_is_paused_with_the_reason_and_can_be_looked_at_resumed_and_cancelled()
    {
        await using var harness = new CoordinatorHarness();
        await harness.BuildAsync(new Script());
        (await harness.AskAsync<CommandHandled>(new BeginSweep(harness.Sweep, Poison, "fingerprint"))).Refusal.ShouldBeNull();
        var paused = (SweepPaused)await harness.HappensAsync(e => e is SweepPaused);
        paused.By.ShouldBe("the coordinator");
        paused.Reason!.ShouldContain("crystal-ball");
        (await harness.Journal.Sweeps.LoadAsync(harness.Sweep))!.Pause.ShouldNotBeNull();

        (await harness.AskAsync<CommandHandled>(new ContinueSweepRequest(harness.Sweep, "anna", null))).Refusal.ShouldBeNull();
        await HappensAsync(harness, pauses: 2);

        await harness.BuildAsync(new Script());
        (await harness.AskAsync<CommandHandled>(new ContinueSweepRequest(harness.Sweep, "anna", null))).Refusal.ShouldBeNull();
        await HappensAsync(harness, pauses: 3);
        (await harness.AskAsync<CommandHandled>(new CancelSweepRequest(harness.Sweep, "It is hopeless."))).Refusal.ShouldBeNull();
        (await harness.EndAsync()).Status.ShouldBe(SweepStatus.Cancelled);
        harness.Observer.Stopped.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_sweep_that_may_have_no_slot_at_all_is_given_one_at_a_time()
    {
        await using var harness = new CoordinatorHarness();
        var definition = Sample.Definition(trials: 2) with { Resources = new ResourcesDefinition(MaxSlots: 0) };
        (await harness.RunToEndAsync(definition)).Status.ShouldBe(SweepStatus.Completed);
    }

    private static async Task HappensAsync(CoordinatorHarness harness, int pauses)
    {
        var seen = 0;
        await harness.HappensAsync(e =>
        {
            seen = e is SweepPlanned ? 0 : e is SweepPaused ? seen + 1 : seen; // each look begins with the plan
            return seen == pauses;
        });
    }
}
