using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;

namespace Orchestrator.Sweeps.Progress;

/// <summary>How far a running sweep is, and how long it will still take.</summary>
public sealed class SweepProgress(TimeProvider time)
{
    private readonly Dictionary<AttemptId, int> epochs = [];
    private readonly Dictionary<AttemptId, List<double>> curves = [];
    private readonly DateTimeOffset begun = time.GetUtcNow();

    /// <summary>As last seen.</summary>
    public SweepState? State { get; private set; }

    /// <summary>Folds of all planned trials and the refit. A search that is exhausted plans no trials but those that it has.</summary>
    public int Planned => State is null ? 0 : new FoldProgress(State).Planned;

    /// <summary>Folds that are done, one way or the other.</summary>
    public int Done => State is null ? 0 : new FoldProgress(State).Done;

    /// <summary>Trials that have ended.</summary>
    public int TrialsEnded => State?.Trials.Count(t => t.Ended) ?? 0;

    /// <summary>What runs now, and at which epoch it is.</summary>
    public IEnumerable<(FoldId Fold, int Epoch)> Running =>
        State?.Leased().Select(f => (f.Id, epochs.GetValueOrDefault(f.Lease!.Id))) ?? [];

    /// <summary>Time left, with as many folds at once as this run had; null before a fold has ended. See <see cref="TimeLeft"/>.</summary>
    public TimeSpan? Remaining => State is null ? null
        : new TimeLeft(State, attempt => epochs.GetValueOrDefault(attempt), time.GetUtcNow()).With(Slots());

    /// <summary>Takes note of a change.</summary>
    public void See(SweepState state) => State = state;

    /// <summary>Takes note of an epoch.</summary>
    public void See(EpochMeasured measured)
    {
        epochs[measured.Attempt] = measured.Epoch;
        if (State is not { Plan.Objective.Metric: var metric } || !measured.Metrics.TryGetValue($"validation/{metric}", out var value))
        {
            return;
        }

        if (!curves.TryGetValue(measured.Attempt, out var curve))
        {
            foreach (var gone in curves.Keys.Where(attempt => State.Find(attempt.Fold)?.Lease?.Id != attempt).ToArray())
            {
                curves.Remove(gone);
            }

            curves[measured.Attempt] = curve = [];
        }

        curve.Add(value);
    }

    /// <summary>The objective's metric of a fold that runs, at the epochs of which this has heard.</summary>
    public IReadOnlyList<double> CurveOf(FoldId fold) =>
        State?.Find(fold)?.Lease is { } lease && curves.TryGetValue(lease.Id, out var curve) ? curve : [];

    // Folds at once, in the mean of this run; at its beginning those that run.
    private double Slots()
    {
        var now = time.GetUtcNow();
        var busy = State!.Trials.SelectMany(t => t.Folds).SelectMany(f => f.Attempts).Where(a => a.StartedAt >= begun)
            .Sum(a => ((a.EndedAt ?? now) - a.StartedAt).TotalSeconds);
        var elapsed = (now - begun).TotalSeconds;
        return busy > 0 && elapsed > 0 ? Math.Max(1, busy / elapsed) : Math.Max(1, State.Leased().Count());
    }
}
