using System.Runtime.CompilerServices;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Sweeps;

/// <summary>A sweep whose journal fails stops, says so, and goes on from what the journal has.</summary>
public sealed class JournalFailureTests
{
    private static readonly Func<IReadOnlyList<object>, bool> OfTrialOne = events =>
        events.OfType<AttemptCompleted>().Any(e => e.Attempt.Fold.Trial == 1);

    [Fact]
    public Task A_write_that_fails_stops_the_sweep() =>
        CheckAsync(harness => harness.Faults.Fails = OfTrialOne, "The journal cannot be written: The disk is on fire.");

    [Fact]
    public Task A_write_that_is_refused_stops_the_sweep() =>
        CheckAsync(harness => harness.Faults.Rejects = OfTrialOne, "An event cannot be journaled: No such event is taken.");

    [Fact]
    public Task Measurements_that_cannot_be_stored_stop_the_sweep() =>
        CheckAsync(harness => harness.Measurements = store => new FailingStore(store),
            "The journal fails: The measurements' table is gone.");

    private static async Task CheckAsync(Action<CoordinatorHarness> disturb, string reason)
    {
        var definition = Sample.Definition(trials: 4, parallel: 2);
        await using var undisturbed = new CoordinatorHarness();
        var expected = Table.Of(await undisturbed.RunToEndAsync(definition));

        await using var harness = new CoordinatorHarness();
        disturb(harness);
        await harness.BuildAsync(new Script());
        harness.Plan(definition);
        (await harness.Observer.Stopped.WaitAsync(CoordinatorHarness.WaitLimit)).ShouldBe(reason);
        (await harness.EventsAsync()).OfType<AttemptCompleted>().ShouldAllBe(e => e.Attempt.Fold.Trial != 1);

        (harness.Faults.Fails, harness.Faults.Rejects, harness.Measurements) = (_ => false, _ => false, store => store);
        Table.Of(await harness.RecoverToEndAsync()).ShouldBe(expected);
        (await harness.EventsAsync()).OfType<AttemptCompleted>().Select(e => e.Attempt.Fold).ShouldBeUnique();
    }

    private sealed class FailingStore(IMeasurementStore inner) : IMeasurementStore
    {
        public Task AppendAsync(IReadOnlyList<MeasurementRow> rows, CancellationToken cancellationToken = default) =>
            rows.Any(row => row.Trial == 1)
                ? Task.FromException(new JournalException("The measurements' table is gone."))
                : inner.AppendAsync(rows, cancellationToken);

        public async IAsyncEnumerable<MeasurementRow> ReadAsync(
            SweepId sweep, int? trial = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await foreach (var row in inner.ReadAsync(sweep, trial, cancellationToken))
            {
                yield return row;
            }
        }
    }
}
