using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Hosting;

/// <summary>The metrics of a coordinator at work, as Prometheus sees them.</summary>
[Collection(TelemetryCollection.Name)]
public sealed class MetricsTests
{
    private static readonly SweepDefinition Pruned = Sample.Definition(trials: 14, parallel: 2) with
    {
        Search = new SearchDefinition("random", 14, 2, new PruningDefinition("threshold", Limit: 0.05)),
    };

    [Fact]
    public async Task A_sweep_moves_the_counters_by_what_it_did()
    {
        await using var page = await MetricsPage.StartAsync();
        await using var harness = new CoordinatorHarness();
        var before = await page.ReadAsync();
        var script = new Script { Fails = a => a.Fold.Trial < 5 ? FailureKind.OutOfMemory : null };
        var state = await harness.RunToEndAsync(Pruned, script);
        var after = await page.ReadAsync();
        var measured = await harness.Journal.Sweeps.MeasurementsAsync(harness.Sweep, null, CancellationToken.None);

        double Moved(string name, string label = "") => after[name, label] - before[name, label];
        int Ended(WorkStatus how) => state.Trials.Count(trial => trial.Status == how);
        foreach (var how in new[] { WorkStatus.Completed, WorkStatus.Pruned, WorkStatus.Failed })
        {
            Ended(how).ShouldBeGreaterThan(0, $"or nothing is tested of {how}");
        }
        Moved("orchestrator_trials_completed_total").ShouldBe(Ended(WorkStatus.Completed), after.ToString());
        Moved("orchestrator_trials_pruned_total").ShouldBe(Ended(WorkStatus.Pruned));
        Moved("orchestrator_trials_failed_total").ShouldBe(Ended(WorkStatus.Failed));
        Moved("orchestrator_trials_failed_total", "kind=\"outOfMemory\"").ShouldBe(Ended(WorkStatus.Failed));
        Moved("orchestrator_attempts_failed_total", "kind=\"outOfMemory\"").ShouldBeGreaterThanOrEqualTo(Ended(WorkStatus.Failed));
        Moved("orchestrator_measurements_stored_total").ShouldBe(measured.Count);
        Moved("orchestrator_journal_append_duration_seconds_count").ShouldBeGreaterThan(1);
        Moved("orchestrator_journal_append_duration_seconds_bucket", "le=\"+Inf\"")
            .ShouldBe(Moved("orchestrator_journal_append_duration_seconds_count"));
    }

    [Fact]
    public async Task Nodes_slots_and_running_folds_are_those_of_now()
    {
        await using var page = await MetricsPage.StartAsync();
        await using var harness = new CoordinatorHarness();
        var before = await page.ReadAsync();
        var script = new Script { Holds = _ => true };
        await harness.BuildAsync(script, slots: 3);
        harness.Plan(Sample.Definition(trials: 1));
        await script.Holding.Task.WaitAsync(CoordinatorHarness.WaitLimit);
        var during = await page.ReadAsync();
        await harness.TearDownAsync();
        var after = await page.ReadAsync();

        double Risen(string name, string label = "") => during[name, label] - before[name, label];
        Risen("orchestrator_nodes", "state=\"in-service\"").ShouldBe(1, during.ToString());
        Risen("orchestrator_nodes", "state=\"out-of-service\"").ShouldBe(0);
        Risen("orchestrator_slots").ShouldBe(3);
        Risen("orchestrator_slots_busy").ShouldBeInRange(1, 3);
        Risen("orchestrator_folds_running").ShouldBeInRange(1, 3);
        foreach (var gauge in new[] { "nodes", "slots", "slots_busy", "folds_running" })
        {
            after[$"orchestrator_{gauge}"].ShouldBe(before[$"orchestrator_{gauge}"], gauge);
        }
    }

    [Fact]
    public async Task Requests_of_the_API_are_counted_by_route()
    {
        await using var page = await MetricsPage.StartAsync();
        (await page.Client.GetAsync("/v1/sweeps/none/state")).Dispose();
        var read = await page.ReadAsync();
        read["http_server_request_duration_seconds_count", "http_route=\"/v1/sweeps/{id}/state\""].ShouldBeGreaterThan(0, read.ToString());
        read["http_server_request_duration_seconds_count", "http_response_status_code=\"404\""].ShouldBeGreaterThan(0);
    }
}
