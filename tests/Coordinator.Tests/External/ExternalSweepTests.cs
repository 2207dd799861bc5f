using Orchestrator.Contracts.Api.External;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.External;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.External;

/// <summary>Sweeps whose folds clients train: what they are given, and what becomes of what they tell.</summary>
public sealed class ExternalSweepTests : IAsyncLifetime
{
    private readonly CoordinatorHarness harness = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await harness.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Clients_make_the_table_that_nodes_make_however_many_there_are(int clients)
    {
        var definition = ScriptedClient.Definition(trials: 8, parallel: 3);
        await using var nodes = new CoordinatorHarness();
        var expected = await nodes.RunToEndAsync(definition with { Model = definition.Model with { External = null } });
        await harness.BuildAsync(null);
        harness.Plan(definition);
        var trained = await Task.WhenAll(Enumerable.Range(0, clients).Select(i => new ScriptedClient(harness, $"client-{i}").WorkAsync()));
        var state = await harness.EndAsync();
        Row(state).ShouldBe(Row(expected));
        trained.Sum().ShouldBe(8 * 3);
        state.Refit.ShouldBeNull("what a client does with the best trial is its own affair");
        (await harness.EventsAsync()).OfType<AttemptStarted>().Select(e => e.Slot.Node).Distinct().Count()
            .ShouldBeLessThanOrEqualTo(clients);

        static IEnumerable<string> Row(SweepState state) =>
            state.Trials.Select(t => $"{t.Number} {t.Configuration} {t.Mean:R} {t.Deviation:R}");
    }

    [Fact]
    public async Task A_sweep_of_one_fold_is_a_plain_search()
    {
        await harness.BuildAsync(null);
        harness.Plan(ScriptedClient.Definition(trials: 5, folds: 1));
        (await new ScriptedClient(harness).WorkAsync()).ShouldBe(5);
        var state = await harness.EndAsync();
        state.Trials.ShouldAllBe(t => t.Folds.Length == 1 && t.Mean != null);
        state.Ending.ShouldBe($"Trial {state.Best} is best of 5.");
    }

    [Fact]
    public async Task No_node_gets_a_fold_of_it_and_no_client_one_of_another()
    {
        var script = new Script();
        await harness.BuildAsync(script);
        harness.Plan(ScriptedClient.Definition(trials: 2, parallel: 2));
        await new ScriptedClient(harness).WorkAsync();
        await harness.EndAsync();
        script.Executions.ShouldBeEmpty();

        await using var other = new CoordinatorHarness();
        await other.BuildAsync(null);
        other.Plan(Sample.Definition());
        var asked = await new ScriptedClient(other).AskAsync();
        (asked.Suggestions.Count, asked.Reason).ShouldBe((0, "No client trains 'sample-1'."));
    }

    [Fact]
    public async Task A_suggestion_says_all_that_a_training_needs()
    {
        await harness.BuildAsync(null);
        harness.Plan(ScriptedClient.Definition(lease: 45));
        var given = await new ScriptedClient(harness).TakeAsync();
        (given.Attempt, given.Trial, given.Fold, given.Folds, given.Epochs, given.LeaseSeconds).ShouldBe(("0-0-1", 0, 0, 3, 3, 45));
        given.Parameters.Keys.ShouldBe(["x", "n", "kind"]);
        given.Seed.ShouldBeGreaterThanOrEqualTo(0);
        var next = await new ScriptedClient(harness).TakeAsync();
        (next.Attempt, next.Seed == given.Seed, next.SplitSeed == given.SplitSeed).ShouldBe(("0-1-1", false, true));
    }

    [Fact]
    public async Task An_ask_that_is_repeated_is_answered_with_the_same()
    {
        await harness.BuildAsync(null);
        harness.Plan(ScriptedClient.Definition());
        var client = new ScriptedClient(harness);
        var first = await client.TakeAsync("a");
        (await client.TakeAsync("a")).Attempt.ShouldBe(first.Attempt);
        (await client.TakeAsync("b")).Attempt.ShouldNotBe(first.Attempt);
        (await harness.EventsAsync()).OfType<AttemptStarted>().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Several_folds_are_given_at_once_as_far_as_they_wait_and_may_be_out()
    {
        await harness.BuildAsync(null);
        var definition = ScriptedClient.Definition(trials: 4, parallel: 2);
        harness.Plan(definition with { Resources = definition.Resources with { MaxSlots = 5 } });
        var client = new ScriptedClient(harness);
        var given = new List<Suggestion>();
        while (given.Count < 5)
        {
            given.AddRange((await client.AskAsync(count: 10)).Suggestions);
        }

        given.Select(g => g.Attempt).ShouldBe(["0-0-1", "0-1-1", "0-2-1", "1-0-1", "1-1-1"]);
        var refused = await client.AskAsync(wait: 0);
        (refused.Suggestions.Count, refused.Reason).ShouldBe((0, "5 folds are out already, and 'max_slots' allows no more."));
        (await client.CompleteAsync(given[0])).Stage.ShouldBe(AttemptStage.Completed);
        (await client.TakeAsync()).Attempt.ShouldBe("1-2-1");
    }

    [Fact]
    public async Task A_client_waits_for_a_suggestion_that_depends_on_results_that_are_out()
    {
        await harness.BuildAsync(null);
        harness.Plan(ScriptedClient.Definition(folds: 1));
        var client = new ScriptedClient(harness);
        var first = await client.TakeAsync();
        (await client.AskAsync(wait: 0)).Reason!.ShouldContain("results that are still out");
        var waiting = client.AskAsync(wait: 30);
        await client.CompleteAsync(first);
        (await waiting).Suggestions.ShouldHaveSingleItem().Trial.ShouldBe(1);
    }

    [Fact]
    public async Task A_result_that_is_told_twice_counts_once_and_the_first_stands()
    {
        await harness.BuildAsync(null);
        harness.Plan(ScriptedClient.Definition(folds: 1));
        var client = new ScriptedClient(harness);
        var given = await client.TakeAsync();
        (await client.CompleteAsync(given, 0.5)).ShouldBe(new AttemptStanding("0-0-1", AttemptStage.Completed, false, 60, Score: 0.5));
        (await client.CompleteAsync(given, 0.5)).Score.ShouldBe(0.5);
        (await client.CompleteAsync(given, 0.7)).Score.ShouldBe(0.5);
        (await harness.EventsAsync()).Count(e => e is AttemptCompleted or ResultRejected).ShouldBe(1);
    }

    [Fact]
    public async Task A_failure_is_tried_again_as_often_as_the_sweep_allows()
    {
        await harness.BuildAsync(null);
        harness.Plan(ScriptedClient.Definition(trials: 1, folds: 1, retries: 1));
        var client = new ScriptedClient(harness);
        var failed = await client.FailAsync(await client.TakeAsync());
        (failed.Stage, failed.GoOn).ShouldBe((AttemptStage.Failed, false));
        failed.Reason!.ShouldBe("The matrix is singular. Tried again: failure 1 of at most 2.");
        var again = await client.TakeAsync();
        again.Attempt.ShouldBe("0-0-2");
        (await client.FailAsync(again)).Reason!.ShouldContain("Not tried again");
        (await harness.EndAsync()).Ending.ShouldBe("Every trial failed.");
    }

    [Fact]
    public async Task What_is_not_a_number_is_a_failure()
    {
        await harness.BuildAsync(null);
        harness.Plan(ScriptedClient.Definition(trials: 1, folds: 1));
        var client = new ScriptedClient(harness);
        var told = await client.CompleteAsync(await client.TakeAsync(), double.NaN);
        (told.Stage, told.Reason!.Contains("The score is NaN.", StringComparison.Ordinal)).ShouldBe((AttemptStage.Failed, true));
    }

    [Fact]
    public async Task A_released_fold_is_given_again_at_no_cost()
    {
        await harness.BuildAsync(null);
        harness.Plan(ScriptedClient.Definition(trials: 1, folds: 1, retries: 0));
        var client = new ScriptedClient(harness);
        var standing = await client.FailAsync(await client.TakeAsync(), FailureKind.Interrupted);
        standing.Stage.ShouldBe(AttemptStage.Stopped);
        standing.Reason!.ShouldContain("costs no retry");
        (await client.TakeAsync()).Attempt.ShouldBe("0-0-2");
    }

    [Fact]
    public async Task A_pruned_trial_is_told_at_its_next_value_and_all_its_clients_hear_of_it()
    {
        await harness.BuildAsync(null);
        var definition = ScriptedClient.Definition(parallel: 2);
        harness.Plan(definition with
        {
            Search = definition.Search with { Pruning = new PruningDefinition("threshold", Limit: 0) },
        });
        var client = new ScriptedClient(harness);
        var (first, second) = (await client.TakeAsync(), await client.TakeAsync());
        (await client.MeasureAsync(first, 1, 0.5)).GoOn.ShouldBeTrue();
        var pruned = await client.MeasureAsync(first, 2, -1);
        (pruned.Stage, pruned.GoOn, string.IsNullOrEmpty(pruned.Reason)).ShouldBe((AttemptStage.Pruned, false, false));
        (await client.TellAsync(ScriptedClient.IdOf(second))).Stage.ShouldBe(AttemptStage.Pruned);
        (await client.CompleteAsync(second)).Stage.ShouldBe(AttemptStage.Pruned);
        (await harness.HappensAsync(e => e is ResultRejected)).ShouldBeOfType<ResultRejected>().Reason.ShouldBe("Trial 0 is pruned.");
        (await client.TakeAsync()).Trial.ShouldBe(1);
    }

    [Fact]
    public async Task A_paused_sweep_gives_nothing_and_says_why()
    {
        await harness.BuildAsync(null);
        harness.Plan(ScriptedClient.Definition(folds: 2));
        var client = new ScriptedClient(harness);
        var given = await client.TakeAsync();
        await harness.AskAsync<CommandHandled>(new PauseSweepRequest(harness.Sweep, "anna", "night", StopRunning: true));
        await harness.HappensAsync(e => e is AttemptFailed);
        (await client.TellAsync(ScriptedClient.IdOf(given))).Stage.ShouldBe(AttemptStage.Stopped);
        (await client.AskAsync(wait: 0)).Reason.ShouldBe("The sweep is paused by anna: night.");
        var waiting = client.AskAsync();
        await harness.AskAsync<CommandHandled>(new ContinueSweepRequest(harness.Sweep, "anna", null));
        (await waiting).Suggestions.ShouldHaveSingleItem().Attempt.ShouldBe("0-0-2");
    }

    [Fact]
    public async Task Whoever_waits_hears_of_the_end()
    {
        await harness.BuildAsync(null);
        harness.Plan(ScriptedClient.Definition(folds: 1));
        var client = new ScriptedClient(harness);
        var given = await client.TakeAsync();
        var waiting = client.AskAsync(wait: 30);
        await harness.AskAsync<CommandHandled>(new CancelSweepRequest(harness.Sweep, "enough"));
        var asked = await waiting;
        (asked.Status, asked.Reason).ShouldBe((SweepStatus.Cancelled, "The sweep has ended: enough"));
        (await client.TellAsync(ScriptedClient.IdOf(given))).Stage.ShouldBe(AttemptStage.Stopped);
    }

    [Fact]
    public async Task What_was_never_given_is_unknown()
    {
        await harness.BuildAsync(null);
        harness.Plan(ScriptedClient.Definition());
        var client = new ScriptedClient(harness);
        var given = await client.TakeAsync();
        var other = ScriptedClient.IdOf(given) with { Attempt = 7 };
        (await client.TellAsync(other)).Stage.ShouldBe(AttemptStage.Unknown);
        (await client.CompleteAsync(given with { Attempt = "99-0-1" })).Stage.ShouldBe(AttemptStage.Unknown);
        (await harness.EventsAsync()).OfType<ResultRejected>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_withdrawn_ask_leaves_its_fold_to_others()
    {
        await harness.BuildAsync(null);
        harness.Plan(ScriptedClient.Definition(folds: 1));
        var client = new ScriptedClient(harness);
        var first = await client.TakeAsync();
        _ = client.AskAsync("gone", wait: 30);
        var second = client.AskAsync("stays", wait: 30);
        harness.Tell(new WithdrawAsk(harness.Sweep, "gone"));
        await client.CompleteAsync(first);
        (await second).Suggestions.ShouldHaveSingleItem().Attempt.ShouldBe("1-0-1");
    }
}
