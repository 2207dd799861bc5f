using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Sweeps;

public class SweepActorTests
{
    [Theory]
    [InlineData("bayesian")]
    [InlineData("random")]
    [InlineData("grid")]
    public async Task A_sweep_runs_to_its_end(string algorithm)
    {
        await using var harness = new CoordinatorHarness();
        var definition = Sample.Definition(trials: 5, algorithm: algorithm);
        if (algorithm == "grid")
        {
            definition =
                definition with
                {
                    Space =
                    new(definition.Space.Parameters.Skip(1).Append(new Contracts.SearchSpaces.FloatParameter("x", 0, 1, Step: .5))
                        .ToEquatableList())
                };
        }

        var script = new Script();
        var state = await harness.RunToEndAsync(definition, script);
        state.Status.ShouldBe(SweepStatus.Completed);
        state.Trials.Count.ShouldBe(5);
        state.Trials.ShouldAllBe(t => t.Status == WorkStatus.Completed);
        state.Refit!.Status.ShouldBe(WorkStatus.Completed);
        script.Executions.Count.ShouldBe(5 * 3 + 1);
    }

    [Fact]
    public async Task The_table_depends_neither_on_the_number_of_slots_nor_on_the_order_of_results()
    {
        var tables = new List<IReadOnlyList<string>>();
        foreach (var slots in new[] { 1, 2, 5 })
        {
            await using var harness = new CoordinatorHarness();
            tables.Add(Table.Of(await harness.RunToEndAsync(Sample.Definition(trials: 8, parallel: 3), slots: slots)));
        }
        tables[1].ShouldBe(tables[0]);
        tables[2].ShouldBe(tables[0]);
    }

    [Fact]
    public async Task Torn_down_at_any_event_and_taken_up_again_it_ends_with_the_same_table()
    {
        await using var undisturbed = new CoordinatorHarness();
        var definition = Sample.Definition(trials: 4);
        var expected = Table.Of(await undisturbed.RunToEndAsync(definition));
        var last = (await undisturbed.EventsAsync()).Count;
        for (var cut = 1; cut < last; cut++)
        {
            await using var harness = new CoordinatorHarness();
            var state = await harness.RunCutAsync(definition, cut);
            Table.Of(state).ShouldBe(expected, $"cut after event {cut}");
            (await CompletionsAsync(harness)).ShouldBe(4 * 3 + 1, $"cut after event {cut}");
        }
    }

    [Fact]
    public async Task A_crash_is_retried_and_its_reason_is_journaled()
    {
        await using var harness = new CoordinatorHarness();
        var script = new Script { Fails = a => a is { Fold: { Trial: 1, Fold: 2 }, Attempt: 1 } ? FailureKind.Crashed : null };
        var state = await harness.RunToEndAsync(Sample.Definition(), script);
        var fold = state.Trials[1].Folds[2];
        fold.Status.ShouldBe(WorkStatus.Completed);
        fold.Attempts.Length.ShouldBe(2);
        fold.Attempts[0].Reason.ShouldBe("Scripted Crashed. Tried again: failure 1 of at most 3.");
    }

    [Fact]
    public async Task A_diverged_fold_fails_its_trial_and_frees_the_slots_of_its_siblings()
    {
        await using var harness = new CoordinatorHarness();
        var script = new Script
        {
            Holds = a => a.Fold is { Trial: 0, Fold: 0 },
            Fails = a => a.Fold is { Trial: 0, Fold: 1 } ? FailureKind.Diverged : null,
        };
        var state = await harness.RunToEndAsync(Sample.Definition(trials: 3), script);
        state.Trials[0].Status.ShouldBe(WorkStatus.Failed);
        state.Trials[0].Reason!.ShouldContain("Diverged");
        state.Trials.Skip(1).ShouldAllBe(t => t.Status == WorkStatus.Completed);
        script.Held.ShouldBeEmpty();
    }

    [Fact]
    public async Task Draining_stops_what_runs_and_keeps_its_place()
    {
        await using var harness = new CoordinatorHarness();
        var definition = Sample.Definition(trials: 4);
        var script = new Script { Holds = a => a.Fold is { Trial: 1, Fold: 1 } };
        await harness.BuildAsync(script);
        harness.Plan(definition);
        await script.Holding.Task;
        await harness.DrainAsync();
        harness.Ended.IsCompleted.ShouldBeFalse();
        var paused = (await harness.Journal.Sweeps.LoadAsync(harness.Sweep))!;
        paused.Leased().ShouldBeEmpty();
        paused.Trials[1].Folds[1].Attempts[^1].Failure.ShouldBe(FailureKind.Interrupted);

        await harness.TearDownAsync();
        var resumed = await harness.RecoverToEndAsync();
        await using var undisturbed = new CoordinatorHarness();
        Table.Of(resumed).ShouldBe(Table.Of(await undisturbed.RunToEndAsync(definition)));
    }

    [Fact]
    public async Task A_completed_fold_has_its_whole_learning_curve_in_the_journal()
    {
        await using var harness = new CoordinatorHarness();
        var state = await harness.RunToEndAsync(Sample.Definition(trials: 2));
        var rows = await harness.Journal.Sweeps.MeasurementsAsync(harness.Sweep);
        rows.Where(r => r.Fold >= 0).GroupBy(r => new FoldId(r.Trial, r.Fold)).Select(g => (g.Key, g.Count()))
            .ShouldBe(state.Trials.SelectMany(t => t.Folds).Select(f => (f.Id, 3)));
    }

    private static async Task<int> CompletionsAsync(CoordinatorHarness harness) =>
        (await harness.EventsAsync()).OfType<AttemptCompleted>().Count();
}
