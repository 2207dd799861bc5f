using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Search;
using Orchestrator.Search.Samplers;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Sweeps;

/// <summary>A configuration that is queued while a sweep runs is tried next, and derived again by the audit.</summary>
public sealed class EnqueueTests
{
    private static readonly Configuration Wanted = Configuration.Empty
        .With("x", ParameterValue.Of(0.125)).With("n", ParameterValue.Of(5)).With("kind", ParameterValue.Of("a"));

    [Theory]
    [InlineData("bayesian")]
    [InlineData("grid")]
    [InlineData("nelder-mead")]
    public async Task It_is_the_next_trial_the_same_after_a_kill_and_the_audit_agrees(string algorithm)
    {
        await using var harness = new CoordinatorHarness();
        var definition = Sample.Definition(trials: 6, parallel: 2, algorithm: algorithm);
        if (algorithm == "grid")
        {
            definition = definition with
            {
                Space = new SearchSpace([new FloatParameter("x", 0, 1, Step: 0.125), .. definition.Space.Parameters.Skip(1)]),
            };
        }

        var script = new Script { Holds = a => a.Fold is { Trial: 1, Fold: 1 } && a.Attempt == 1 };
        await harness.BuildAsync(script);
        harness.Plan(definition);
        await script.Holding.Task;
        await harness.HappensAsync(e => e is TrialSuggested { Trial: 1 });
        (await harness.AskAsync<CommandHandled>(new EnqueueTrialRequest(harness.Sweep, Wanted, "anna", "key"))).Refusal.ShouldBeNull();
        (await harness.AskAsync<CommandHandled>(new EnqueueTrialRequest(harness.Sweep, Wanted, "anna", "key"))).Refusal.ShouldBeNull();
        var queued = (await harness.EventsAsync()).OfType<TrialEnqueued>().ShouldHaveSingleItem();
        var state = await harness.RecoverToEndAsync();
        state.Trials[queued.Trial].Configuration.ShouldBe(Wanted);
        queued.Trial.ShouldBeInRange(2, 3);

        var audit = await SuggestionAudit.RunAsync((await harness.EventsAsync()).ToAsyncEnumerable(), SamplerRegistry.Create);
        audit.Agrees.ShouldBeTrue(audit.ToString());
        audit.Compared.ShouldBe(6);
    }

    [Fact]
    public async Task A_sampler_that_is_at_work_is_not_waited_for()
    {
        using var slow = new ManualResetEventSlim();
        await using var harness = new CoordinatorHarness { Sampler = d => new Slow(SamplerRegistry.Create(d), slow) };
        await harness.BuildAsync(new Script());
        harness.Plan(Sample.Definition(trials: 2));
        await harness.HappensAsync(e => e is OwnerClaimed);
        (await harness.AskAsync<CommandHandled>(new EnqueueTrialRequest(harness.Sweep, Wanted, "anna"))).Refusal.ShouldBeNull();
        (await harness.HappensAsync(e => e is TrialSuggested)).ShouldBeOfType<TrialSuggested>().Configuration.ShouldBe(Wanted);
        slow.Set();
        (await harness.EndAsync()).Trials.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_cannot_be_tried_is_refused_with_the_reason()
    {
        await using var harness = new CoordinatorHarness();
        await harness.RunToEndAsync(Sample.Definition(trials: 1));
        (await harness.AskAsync<CommandHandled>(new EnqueueTrialRequest(harness.Sweep, Wanted, "anna"))).Refusal!
            .ShouldContain("resume sample-1 --trials 2");
        (await harness.AskAsync<CommandHandled>(new EnqueueTrialRequest(new SweepId("none"), Wanted, "anna"))).Refusal!
            .ShouldContain("no sweep 'none'");
    }

    private sealed class Slow(ISampler inner, ManualResetEventSlim go) : ISampler
    {
        public Configuration? Suggest(SuggestionRequest request)
        {
            go.Wait(CoordinatorHarness.WaitLimit);
            return inner.Suggest(request);
        }
    }
}
