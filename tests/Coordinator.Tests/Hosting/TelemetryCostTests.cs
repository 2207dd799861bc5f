using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Hosting;

/// <summary>Where nobody reads metrics or traces, a commit makes nothing for them.</summary>
[Collection(TelemetryCollection.Name)]
public sealed class TelemetryCostTests
{
    private static readonly AttemptId Attempt = new(new FoldId(0, 0), 1);

    private static readonly SweepEvent[] Events =
    [
        new AttemptStarted(Attempt, new SlotId("node", 0), DateTimeOffset.UnixEpoch),
        new AttemptFailed(Attempt, FailureKind.Error, "It failed.", false, "Not tried again.", DateTimeOffset.UnixEpoch),
        new TrialFailed(0, "It failed.", DateTimeOffset.UnixEpoch),
        new TrialCompleted(0, 1, 0, DateTimeOffset.UnixEpoch),
    ];

    [Fact]
    public void Nothing_is_allocated()
    {
        Commit(); // what is made once
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var commit = 0; commit < 10_000; commit++)
        {
            Commit();
        }
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static void Commit()
    {
        SweepMetrics.Count(SweepState.Empty, Events);
        SweepTraces.Trace(SweepState.Empty, Events);
        SweepMetrics.ChangeRunning(1);
        SweepMetrics.ChangeRunning(-1);
        JournalMetrics.Appended(TimeSpan.FromMilliseconds(1));
        JournalMetrics.Stored(3);
    }
}
