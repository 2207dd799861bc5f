using System.Diagnostics.Metrics;
using System.Text.Json;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Sweeps;

/// <summary>What the sweeps of this process have done, as counted behind each commit: nothing is counted again after a recovery.</summary>
internal static class SweepMetrics
{
    private const string KindTag = "kind";

    private static readonly Meter Meter = new("Orchestrator.Sweeps");

    private static readonly Counter<long> TrialsCompleted = Meter.CreateCounter<long>(
        "orchestrator.trials.completed", "{trial}", "Trials whose folds are all done.");

    private static readonly Counter<long> TrialsPruned = Meter.CreateCounter<long>(
        "orchestrator.trials.pruned", "{trial}", "Trials that were stopped as hopeless.");

    private static readonly Counter<long> TrialsFailed = Meter.CreateCounter<long>(
        "orchestrator.trials.failed", "{trial}", "Trials that will never have a score, by what happened to the fold that failed.");

    private static readonly Counter<long> AttemptsFailed = Meter.CreateCounter<long>(
        "orchestrator.attempts.failed", "{attempt}", "Attempts that ended without a result, tried again or not, by what happened.");

    private static long foldsRunning;

    static SweepMetrics() => Meter.CreateObservableGauge(
        "orchestrator.folds.running", () => Volatile.Read(ref foldsRunning), "{fold}", "Attempts that run for the sweeps of this process.");

    /// <summary>Events are durable and led to this state.</summary>
    public static void Count(SweepState state, IReadOnlyList<SweepEvent> events)
    {
        for (var i = 0; i < events.Count; i++) // an enumerator would be made each time, also where nobody reads what is counted
        {
            switch (events[i])
            {
                case TrialCompleted: TrialsCompleted.Add(1); break;
                case TrialPruned: TrialsPruned.Add(1); break;
                case TrialFailed failed when TrialsFailed.Enabled: TrialsFailed.Add(1, Tag(KindOf(state.Trials[failed.Trial]))); break;
                case AttemptFailed failed when AttemptsFailed.Enabled: AttemptsFailed.Add(1, Tag(failed.Kind)); break;
            }
        }
    }

    /// <summary>The attempts of one sweep that run have become more, or fewer.</summary>
    public static void ChangeRunning(int difference)
    {
        if (difference != 0)
        {
            Interlocked.Add(ref foldsRunning, difference);
        }
    }

    /// <summary>A kind of failure as the API writes it, such as <c>outOfMemory</c>.</summary>
    public static string Word(FailureKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    private static KeyValuePair<string, object?> Tag(FailureKind kind) => new(KindTag, Word(kind));

    private static FailureKind KindOf(TrialState trial) =>
        trial.Folds.FirstOrDefault(fold => fold.Status == WorkStatus.Failed)?.Attempts[^1].Failure ?? FailureKind.Error;
}
