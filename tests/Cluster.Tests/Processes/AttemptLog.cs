using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>Goes through a finished sweep's journal as a book-keeper would: nothing lost, nothing counted twice, nothing left
/// open.</summary>
internal static class AttemptLog
{
    public static void ShouldBalance(IReadOnlyList<SweepEvent> events, IReadOnlyList<MeasurementRow> measurements, int trials, int folds)
    {
        events.OfType<TrialSuggested>().Select(e => e.Trial).ShouldBe(Enumerable.Range(0, trials));
        events.OfType<TrialCompleted>().Select(e => e.Trial).Order().ShouldBe(Enumerable.Range(0, trials));
        events.OfType<SweepCompleted>().ShouldHaveSingleItem();
        LeasesShouldBeExclusive(events);

        var completed = events.OfType<AttemptCompleted>().ToArray();
        var wanted = from trial in Enumerable.Range(0, trials) from fold in Enumerable.Range(0, folds) select new FoldId(trial, fold);
        completed.Select(e => e.Attempt.Fold).Where(fold => !fold.IsRefit).Order().ShouldBe(wanted);
        completed.Count(e => e.Attempt.Fold.IsRefit).ShouldBe(1);
        CurvesShouldBeComplete(completed, measurements);
    }

    /// <summary>The epochs that more than one attempt has trained, of folds that no worker or node was killed under.</summary>
    /// <param name="events">All of the sweep's.</param>
    /// <param name="measurements">All of the sweep's.</param>
    /// <param name="excused">Whether the end of an attempt explains that epochs behind its last checkpoint are trained again.</param>
    public static IReadOnlyList<string> TrainedTwice(IReadOnlyList<SweepEvent> events, IReadOnlyList<MeasurementRow> measurements,
        Func<AttemptFailed, bool> excused)
    {
        var explained = events.OfType<AttemptFailed>().Where(excused).Select(e => e.Attempt.Fold).ToHashSet();
        return
        [
            .. from row in measurements
               where row.Metric == "train/loss"
               group row by (Fold: new FoldId(row.Trial, row.Fold), row.Epoch) into trained
               where trained.Count() > 1 && !explained.Contains(trained.Key.Fold)
               select $"epoch {trained.Key.Epoch} of {trained.Key.Fold} by attempts "
                   + $"{string.Join(", ", trained.Select(row => row.Attempt))}",
        ];
    }

    /// <summary>No slot serves two attempts at once, no fold is leased twice at once, and in the end no lease is held.</summary>
    private static void LeasesShouldBeExclusive(IReadOnlyList<SweepEvent> events)
    {
        var (byFold, bySlot) = (new Dictionary<FoldId, AttemptStarted>(), new Dictionary<SlotId, AttemptStarted>());
        foreach (var happened in events)
        {
            switch (happened)
            {
                case AttemptStarted e:
                    byFold.TryAdd(e.Attempt.Fold, e).ShouldBeTrue($"{e} although the fold is leased");
                    bySlot.TryAdd(e.Slot, e).ShouldBeTrue($"{e} although the slot serves {bySlot[e.Slot].Attempt}");
                    break;
                case AttemptCompleted e: Return(e.Attempt); break;
                case AttemptFailed e: Return(e.Attempt); break;
            }
        }
        byFold.ShouldBeEmpty();
        bySlot.ShouldBeEmpty();

        void Return(AttemptId attempt)
        {
            byFold.Remove(attempt.Fold, out var lease).ShouldBeTrue($"{attempt} ends without a lease");
            lease!.Attempt.ShouldBe(attempt);
            bySlot.Remove(lease.Slot);
        }
    }

    /// <summary>A completed attempt has every epoch's measurements, once.</summary>
    private static void CurvesShouldBeComplete(AttemptCompleted[] completed, IReadOnlyList<MeasurementRow> measurements)
    {
        var epochs = measurements.Where(row => row.Metric == "train/loss")
            .ToLookup(row => new AttemptId(new FoldId(row.Trial, row.Fold), row.Attempt), row => row.Epoch);
        foreach (var e in completed)
        {
            epochs[e.Attempt].Order().ShouldBe(Enumerable.Range(1, e.Result.Epochs), $"epochs of {e.Attempt}");
        }
    }
}
