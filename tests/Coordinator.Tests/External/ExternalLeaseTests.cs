using Orchestrator.Contracts.Api.External;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Tests.Persistence;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.External;

/// <summary>Clients that fall silent, and coordinators that die under them.</summary>
public sealed class ExternalLeaseTests : IAsyncLifetime
{
    private readonly ManualTime time = new();
    private readonly CoordinatorHarness harness;

    public ExternalLeaseTests() => harness = new CoordinatorHarness { Time = time };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await harness.DisposeAsync();

    [Fact]
    public async Task A_silent_client_loses_its_fold_and_its_late_result_is_refused()
    {
        await harness.BuildAsync(null);
        harness.Plan(ScriptedClient.Definition(trials: 1, folds: 1));
        var client = new ScriptedClient(harness);
        var lost = await client.TakeAsync();
        time.Advance(TimeSpan.FromSeconds(61));
        var failed = (await harness.HappensAsync(e => e is AttemptFailed)).ShouldBeOfType<AttemptFailed>();
        (failed.Kind, failed.Retry, failed.Reason).ShouldBe((FailureKind.Crashed, true, "Its client has not been heard for 60 seconds."));

        var again = await new ScriptedClient(harness, "berta").TakeAsync();
        again.Attempt.ShouldBe("0-0-2");
        again.Parameters.ShouldBe(lost.Parameters);
        var late = await client.CompleteAsync(lost);
        (late.Stage, late.GoOn).ShouldBe((AttemptStage.Failed, false));
        late.Reason!.ShouldContain("has not been heard for 60 seconds");
        (await harness.HappensAsync(e => e is ResultRejected)).ShouldBeOfType<ResultRejected>()
            .Reason.ShouldBe("trial 0 fold 0 attempt 1 does not hold the lease.");
        (await client.CompleteAsync(again)).Stage.ShouldBe(AttemptStage.Completed);
        (await harness.EndAsync()).Trials[0].Status.ShouldBe(WorkStatus.Completed);
    }

    [Fact]
    public async Task Every_word_of_a_client_keeps_its_lease()
    {
        await harness.BuildAsync(null);
        harness.Plan(ScriptedClient.Definition(trials: 1, folds: 1));
        var client = new ScriptedClient(harness);
        var given = await client.TakeAsync();
        for (var epoch = 1; epoch <= 3; epoch++)
        {
            time.Advance(TimeSpan.FromSeconds(45));
            (await client.MeasureAsync(given, epoch, 0.1)).GoOn.ShouldBeTrue();
            time.Advance(TimeSpan.FromSeconds(45));
            (await client.TellAsync(ScriptedClient.IdOf(given))).GoOn.ShouldBeTrue();
        }

        (await client.CompleteAsync(given)).Stage.ShouldBe(AttemptStage.Completed);
        (await harness.EndAsync()).Trials[0].Folds[0].Attempts.Length.ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_trains_on_while_its_coordinator_is_started_anew(bool drained)
    {
        await harness.BuildAsync(null);
        harness.Plan(ScriptedClient.Definition(trials: 2, folds: 2));
        var client = new ScriptedClient(harness);
        var given = await client.TakeAsync();
        await client.MeasureAsync(given, 1, 0.2);
        if (drained)
        {
            await harness.DrainAsync();
        }

        await harness.BuildAsync(null);
        harness.Recover();
        time.Advance(TimeSpan.FromSeconds(50)); // of which the new one has not seen the beginning
        (await client.MeasureAsync(given, 2, 0.3)).GoOn.ShouldBeTrue();
        (await client.TakeAsync()).Attempt.ShouldBe("0-1-1");
        (await client.CompleteAsync(given)).Stage.ShouldBe(AttemptStage.Completed);
        (await harness.EventsAsync()).OfType<AttemptFailed>().ShouldBeEmpty();
    }

    [Fact]
    public async Task After_a_restart_a_client_that_is_gone_loses_its_fold_as_well()
    {
        await harness.BuildAsync(null);
        harness.Plan(ScriptedClient.Definition(trials: 1, folds: 1));
        await new ScriptedClient(harness).TakeAsync();
        await harness.BuildAsync(null);
        harness.Recover();
        var heir = new ScriptedClient(harness, "berta");
        (await heir.AskAsync(wait: 0)).Suggestions.ShouldBeEmpty(); // it has begun to count
        time.Advance(TimeSpan.FromSeconds(61));
        await harness.HappensAsync(e => e is AttemptFailed);
        (await heir.TakeAsync()).Attempt.ShouldBe("0-0-2");
    }

    [Fact]
    public async Task Killed_at_every_event_the_table_is_that_of_an_undisturbed_search()
    {
        var definition = ScriptedClient.Definition(trials: 4, parallel: 2, folds: 2);
        await using var undisturbed = new CoordinatorHarness();
        await undisturbed.BuildAsync(null);
        undisturbed.Plan(definition);
        await new ScriptedClient(undisturbed).WorkAsync();
        var expected = Table.Of(await undisturbed.EndAsync());
        var events = (await undisturbed.EventsAsync()).Count;
        for (var cut = 2; cut < events; cut += 3)
        {
            await using var cutShort = new CoordinatorHarness();
            await cutShort.BuildAsync(null);
            cutShort.Plan(definition);
            var first = new ScriptedClient(cutShort);
            var given = new List<Suggestion>();
            var (reached, ended) = (cutShort.Observer.HeardAsync(cut), cutShort.Ended);
            while (!reached.IsCompleted && !ended.IsCompleted)
            {
                var asked = await first.AskAsync(wait: 0.2);
                given.AddRange(asked.Suggestions);
                if (given.Count > 0 && (given.Count > 1 || asked.Suggestions.Count == 0))
                {
                    await first.CompleteAsync(given[0]); // the other one stays out over the cut
                    given.RemoveAt(0);
                }
            }

            await cutShort.BuildAsync(null);
            cutShort.Recover();
            await Task.WhenAll(given.Select(held => first.CompleteAsync(held)));
            await new ScriptedClient(cutShort, "berta").WorkAsync();
            Table.Of(await cutShort.EndAsync()).ShouldBe(expected, $"cut after {cut} events");
        }
    }
}
