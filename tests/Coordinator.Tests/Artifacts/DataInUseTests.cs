using NSubstitute;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Artifacts;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Artifacts;

public sealed class DataInUseTests : IAsyncLifetime
{
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;
    private readonly WrittenJournal journal = new();

    public Task InitializeAsync() => journal.InitializeAsync();

    public async Task DisposeAsync() => await journal.DisposeAsync();

    [Fact]
    public async Task It_is_what_sweeps_name_that_have_not_ended()
    {
        await WriteAsync(Planned("runs", 'a', 'b'));
        await WriteAsync(Planned("paused", 'c'), new SweepPaused("anna", null, false, At));
        await WriteAsync(Planned("cancelled", 'b', 'd'), new SweepCancelled("enough", At));
        await WriteAsync(Planned("elsewhere"));
        (await DataInUse.OfAsync(journal.Database, default)).Order().ShouldBe([Hash('a'), Hash('b'), Hash('c')]);
    }

    [Fact]
    public async Task A_sweep_that_cannot_be_read_leaves_all_undecided()
    {
        await WriteAsync(Planned("runs", 'a'));
        journal.Raw("UPDATE journal SET manifest = 'sweep-planned/99'");
        await Should.ThrowAsync<FormatException>(() => DataInUse.OfAsync(journal.Database, default));
    }

    private Task WriteAsync(params SweepEvent[] events) => journal.WriteAsync(((SweepPlanned)events[0]).Sweep, events);

    private static SweepPlanned Planned(string sweep, params char[] files)
    {
        var definition = Sample.Definition();
        var data =
            definition.Data with
            {
                Files = files.Length == 0
                ? null : [.. files.Select(file => new DataFile($"{file}.csv", Hash(file), 1))]
            };
        return new SweepPlanned(new SweepId(sweep), definition with { Data = data }, "fingerprint", At);
    }

    private static string Hash(char file) => new(file, 64);
}
