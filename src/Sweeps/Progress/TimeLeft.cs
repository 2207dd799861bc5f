using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Surrogates;

namespace Orchestrator.Sweeps.Progress;

/// <summary>
/// How long a sweep will still take, by what its folds have taken: those of a trial that waits as <see cref="CostModel"/> expects by its
/// hyper-parameters, those of a trial that is not suggested yet like those of the latest ones, since a search moves to where
/// networks are larger or smaller. Of restarts the rungs are known, and how many pass them; fold by fold trials get as many folds as those
/// before them. An estimate: patience, pruning and failures make it shorter.
/// </summary>
/// <param name="state">The sweep.</param>
/// <param name="epochOf">The last epoch that an attempt has reported, 0 = none.</param>
/// <param name="now">The time.</param>
public sealed class TimeLeft(SweepState state, Func<AttemptId, int> epochOf, DateTimeOffset now)
{
    private const double Beyond = 2; // times the longest, or the shortest, that is known
    private static readonly double[] Latest = [3, 2, 1]; // weights, the last trial first

    // Seconds of a fold, by trial: of those that have completed any.
    private readonly Dictionary<int, double> taken = state.Trials
        .Select(trial => (trial.Number,
            Seconds: trial.Folds.Where(f => f.Status == WorkStatus.Completed).Select(Seconds).DefaultIfEmpty().Average()))
        .Where(trial => trial.Seconds > 0).ToDictionary(trial => trial.Number, trial => trial.Seconds);

    private CostModel? cost;

    /// <summary>Until the refit is done, with so many folds at once; null before any fold has completed.</summary>
    /// <param name="slots">At least 1.</param>
    public TimeSpan? With(double slots)
    {
        if (taken.Count == 0 || state.Ended)
        {
            return state.Ended ? TimeSpan.Zero : null;
        }

        var unsuggested = state.Exhausted || state.Status != SweepStatus.Searching ? 0
            : Math.Max(0, state.Definition.Search.Trials - state.Trials.Count);
        var folds = unsuggested * FoldsOfNew();
        if (state.Definition.Search.Restarts is { } restarts)
        {
            var brackets = new BracketEpochs(restarts, state.Definition.Stopping.Epochs);
            var left = state.Open.Sum(number => brackets.Left(state.Trials[number], epochOf)) + folds * brackets.OfNew;
            return TimeSpan.FromSeconds(left * SecondsOfEpoch() / Math.Max(1, slots) + Refit());
        }

        var waiting = state.Open.Sum(number => LeftOf(state.Trials[number]));
        var trials = folds * OfLatest();
        // The refit is a single fold, whatever slots there are.
        return TimeSpan.FromSeconds((waiting + trials) / Math.Max(1, slots) + Refit());
    }

    // An attempt that went on from a checkpoint was shorter than the fold, and one with a checkpoint of its own longer than its training.
    private static double Seconds(FoldState fold)
    {
        var last = fold.Attempts[^1];
        return Math.Max(fold.Result!.TrainSeconds, ((last.EndedAt ?? last.StartedAt) - last.StartedAt).TotalSeconds);
    }

    private double LeftOf(TrialState trial)
    {
        var typical = OfTrial(trial);
        return trial.OwnFolds.Where(f => f.Status is WorkStatus.Waiting or WorkStatus.Running).Sum(f => LeftOf(f, typical));
    }

    // Fold by fold a trial gets as many as those that have ended got.
    private double FoldsOfNew() => state.Definition.Search.FoldWise is null ? state.Definition.CrossValidation.Splits
        : state.Trials.Where(trial => trial.Ended).Select(trial => (double)trial.Granted!.Value)
            .DefaultIfEmpty(state.Definition.CrossValidation.Splits).Average();

    private double LeftOf(FoldState fold, double typical)
    {
        if (fold.Lease is not { } lease)
        {
            return typical;
        }

        var elapsed = (now - lease.StartedAt).TotalSeconds;
        var epoch = epochOf(lease.Id);
        var whole = epoch > 0 && !taken.ContainsKey(fold.Id.Trial) ? elapsed / epoch * Math.Max(epoch, Epochs()) : typical;
        return Math.Max(0, whole - elapsed);
    }

    private double OfTrial(TrialState trial) => taken.TryGetValue(trial.Number, out var seconds) ? seconds : Expected(trial);

    private double Expected(TrialState trial)
    {
        cost ??= CostModel.Of(new SpaceEncoding(state.Definition.Space),
            [.. taken.Select(known => (state.Trials[known.Key].Configuration, known.Value))]);
        return Math.Clamp(cost.Seconds(trial.Configuration), taken.Values.Min() / Beyond, taken.Values.Max() * Beyond);
    }

    private double OfLatest()
    {
        var latest = state.Trials.Reverse().Where(trial => !trial.Ended || taken.ContainsKey(trial.Number)).Take(Latest.Length)
            .Select(OfTrial).ToArray();
        return latest.Select((seconds, i) => seconds * Latest[i]).Sum() / Latest.Take(latest.Length).Sum();
    }

    // On all rows of the folds, for the mean of their best epochs.
    private double Refit()
    {
        if (!state.Definition.HasRefit || state.Refit is { Status: WorkStatus.Completed or WorkStatus.Failed }
            || state is { Best: null, Open.IsEmpty: true, Exhausted: true })
        {
            return 0;
        }

        var best = state.Best ?? taken.Keys.Max();
        var folds = state.Trials[best].Folds.Where(f => f.Result is not null).Select(f => f.Result!).ToArray();
        var rows = state.Definition.CrossValidation.Folds / Math.Max(1.0, state.Definition.CrossValidation.Folds - 1);
        var whole = folds.Length == 0 ? OfLatest()
            : OfTrial(state.Trials[best]) * rows * folds.Average(f => f.BestEpoch) / Math.Max(1, folds.Average(f => f.Epochs));
        return state.Refit?.Lease is { } lease ? Math.Max(0, whole - (now - lease.StartedAt).TotalSeconds) : whole;
    }

    private double SecondsOfEpoch() => state.Trials.SelectMany(trial => trial.Folds).Where(fold => fold.Result is not null)
        .Average(fold => Seconds(fold) / Math.Max(1, fold.Result!.Epochs));

    private double Epochs() => state.Trials.SelectMany(t => t.Folds).Where(f => f.Result is not null).Select(f => (double)f.Result!.Epochs)
        .DefaultIfEmpty(state.Definition.Stopping.Epochs).Average();
}
