using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Sweeps;

/// <summary>A coordinator that lacks a sweep's plug-in leaves the sweep alone: to ask for its sampler would end the search.</summary>
public sealed class MissingPluginTests
{
    private const string Reason = "It uses the plug-in demo (0123456789ab), which is not here.";

    [Fact]
    public async Task A_sweep_is_not_begun_without_its_plugin()
    {
        await using var harness = new CoordinatorHarness { Objection = _ => Reason };
        await harness.BuildAsync(new Script());
        var answer = await harness.AskAsync<CommandHandled>(new BeginSweep(harness.Sweep, Sample.Definition(), "fingerprint"));
        answer.Refusal.ShouldBe(Reason);
        (await harness.EventsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sweep_that_is_recovered_without_its_plugin_stays_as_it_is_and_goes_on_where_there_is_one()
    {
        await using var harness = new CoordinatorHarness();
        await harness.BuildAsync(new Script());
        harness.Plan(Sample.Definition());
        (await harness.StopAfterAsync(events: 12)).ShouldBeTrue();
        var before = await harness.EventsAsync();
        harness.Objection = _ => Reason;
        await harness.BuildAsync(new Script());
        harness.Recover();
        (await harness.Observer.Stopped.WaitAsync(CoordinatorHarness.WaitLimit)).ShouldBe(Reason);
        (await harness.EventsAsync()).Count.ShouldBe(before.Count);
        harness.Objection = _ => null;
        var state = await harness.RecoverToEndAsync();
        (state.Status, state.Trials.Count).ShouldBe((SweepStatus.Completed, 6));
        (await harness.EventsAsync()).OfType<SearchStopped>().ShouldBeEmpty();
    }
}
