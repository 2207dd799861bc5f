using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Journaling;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Sweeps.Events;

namespace Orchestrator.Coordinator.Tests.Journaling;

public class SweepArchiveTests
{
    [Fact]
    public async Task A_sweep_is_open_until_it_has_ended_whatever_comes_in_late()
    {
        await using var house = new House();
        var archive = new SweepArchive(house.Journal);
        (await archive.IsOpenAsync(house.Sweep)).ShouldBeFalse("there is none");
        house.Build(new Script());
        house.Plan(Sample.Definition());
        (await house.StopAfterAsync(8)).ShouldBeTrue();
        (await archive.IsOpenAsync(house.Sweep)).ShouldBeTrue();
        house.Build(new Script());
        house.TakeUp();
        await house.EndAsync();
        await house.TearDownAsync();
        (await archive.IsOpenAsync(house.Sweep)).ShouldBeFalse();

        var id = SweepArchive.PersistenceId(house.Sweep);
        var epoch = await house.Journal.ClaimAsync(id);
        var (manifest, json) = new SweepEventCodec().Encode(new ResultRejected(new AttemptId(new FoldId(0, 0), 1), "Too late.", DateTimeOffset.UnixEpoch));
        var last = (await house.Journal.ReadLastAsync(id))!.SequenceNr;
        await house.Journal.AppendAsync(id, last, epoch, [new(manifest, json, DateTimeOffset.UnixEpoch)]);
        (await archive.IsOpenAsync(house.Sweep)).ShouldBeFalse();
    }
}
