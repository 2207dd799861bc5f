using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.Views;

/// <summary>Trials beside each other.</summary>
public static class TrialComparisons
{
    /// <summary>Most trials that are compared at once: more columns are not read side by side.</summary>
    public const int Most = 12;

    /// <summary>The comparison of some trials, of one sweep or of several.</summary>
    /// <param name="trials">In the order in which they are shown; their curves are not looked at.</param>
    public static TrialComparison Of(IReadOnlyList<TrialDetails> trials)
    {
        var settings = trials.SelectMany(trial => trial.Configuration.Settings.Select(setting => setting.Name)).Distinct()
            .Select(name => new ComparedSetting(name, [.. trials.Select(trial => ValueOf(trial, name))]))
            .ToLookup(setting => setting.Values.Distinct().Count() > 1);
        return new TrialComparison(
            [.. trials.Select(Compared)],
            [.. trials.SelectMany(trial => trial.Scores?.Keys ?? [trial.Metric]).Distinct()],
            [.. trials.SelectMany(trial => trial.Folds).Select(fold => fold.Name).Distinct()
                .OrderBy(name => name == FoldRow.Refit).ThenBy(name => name.Length).ThenBy(name => name, StringComparer.Ordinal)],
            [.. settings[true]], [.. settings[false]]);
    }

    private static ComparedTrial Compared(TrialDetails trial) => new(
        trial.Sweep, trial.Trial, trial.Status, trial.Leading, Scores(trial),
        trial.Folds.ToDictionary(fold => fold.Name, fold => new ComparedFold(fold.Score, fold.BestEpoch, fold.Epochs, fold.Seconds)),
        (trial.EndedAt - trial.SuggestedAt)?.TotalSeconds, trial.Reason);

    private static IReadOnlyDictionary<string, ObjectiveScore> Scores(TrialDetails trial) =>
        trial.Scores is { } several ? several
            : trial is { Mean: { } mean, Deviation: { } deviation }
                ? new Dictionary<string, ObjectiveScore> { [trial.Metric] = new(mean, deviation) }
            : new Dictionary<string, ObjectiveScore>();

    private static ParameterValue? ValueOf(TrialDetails trial, string name) =>
        trial.Configuration.TryGet(name, out var value) ? value : null;
}
