using Orchestrator.Coordinator.Journaling;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Sweeps.Events;

namespace Orchestrator.Coordinator.Tests.Sweeping;

public sealed class RecoveryTests
{
    [Fact]
    public async Task A_long_sweep_is_recovered_from_a_snapshot_and_the_events_after_it_to_the_same_table()
    {
        var definition = Sample.Definition(trials: 150, parallel: 4, algorithm: "random");
        await using var undisturbed = new House();
        var expected = Table.Of(await undisturbed.RunToEndAsync(definition));

        await using var house = new House();
        house.Build(new Script());
        house.Plan(definition);
        (await house.StopAfterAsync(1100)).ShouldBeTrue();
        var id = SweepArchive.PersistenceId(house.Sweep);
        var snapshot = (await house.Journal.LoadSnapshotAsync(id)).ShouldNotBeNull();
        snapshot.SequenceNr.ShouldBeInRange(1000, 1100);
        snapshot.Manifest.ShouldBe("sweep-state/1");

        // Whoever has the snapshot does not need what came before it.
        var forgetful = new ForgetfulJournal(house.Journal, snapshot.SequenceNr);
        house.Build(new Script(), over: forgetful);
        house.TakeUp();
        Table.Of(await house.EndAsync()).ShouldBe(expected);
        forgetful.Read.ShouldBeTrue();
        (await house.EventsAsync()).OfType<AttemptCompleted>().Count().ShouldBe((150 * 3) + 1);
        Table.Of((await new SweepArchive(forgetful).LoadAsync(house.Sweep))!).ShouldBe(expected);
    }
}
