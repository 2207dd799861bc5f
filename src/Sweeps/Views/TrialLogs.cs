using System.Globalization;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Sweeps.Views;

/// <summary>What workers printed during a trial's attempts.</summary>
public static class TrialLogs
{
    /// <summary>The attempts that a query asks for, in the order of their folds.</summary>
    /// <param name="state">The sweep.</param>
    /// <param name="trial">Number of the trial, which exists.</param>
    /// <param name="query">Which of its attempts.</param>
    /// <exception cref="UserError">There is no such fold or attempt.</exception>
    public static IReadOnlyList<AttemptId> Wanted(SweepState state, int trial, LogQuery query)
    {
        var folds = FoldsOf(state, trial).Where(fold => query.Fold is null || TrialViews.NameOf(fold.Id) == query.Fold).ToArray();
        if (folds.Length == 0)
        {
            var names = string.Join(", ", FoldsOf(state, trial).Select(fold => TrialViews.NameOf(fold.Id)));
            throw new UserError($"Trial {trial} of sweep '{state.Id}' has no fold '{query.Fold}'; it has {names}.");
        }

        var attempts = folds.SelectMany(fold => fold.Attempts.Where(attempt =>
            query.Attempt is { } number ? attempt.Id.Attempt == number : attempt == fold.Attempts[^1])).Select(attempt => attempt.Id);
        AttemptId[] wanted = [.. attempts];
        return query.Attempt is not { } missing || wanted.Length > 0 ? wanted
            : throw new UserError($"There is no attempt {missing.ToString(CultureInfo.InvariantCulture)} at "
                + $"{(folds is [var only] ? only.Id.ToString() : $"trial {trial}")} of sweep '{state.Id}': attempts are numbered from 1, "
                + $"and the last is {folds.Max(fold => fold.Attempts.Length)}.");
    }

    /// <summary>The log of some attempts.</summary>
    /// <param name="state">The sweep.</param>
    /// <param name="trial">Number of the trial.</param>
    /// <param name="wanted">Those of <see cref="Wanted"/>.</param>
    /// <param name="lines">What they printed.</param>
    public static TrialLog Of(SweepState state, int trial, IReadOnlyList<AttemptId> wanted, ILookup<AttemptId, LogLine> lines)
    {
        var most = TrialLog.MostLines / Math.Max(1, wanted.Count);
        var attempts = from id in wanted
                       let attempt = state.Find(id.Fold)!.Attempts[id.Attempt - 1]
                       select new AttemptLog(TrialViews.NameOf(id.Fold), TrialViews.Attempt(attempt), [.. lines[id].TakeLast(most)]);
        return new TrialLog(state.Id, trial, IsOpen(state, trial), [.. attempts]);
    }

    private static IEnumerable<FoldState> FoldsOf(SweepState state, int trial) =>
        state.Refit is { } refit && refit.Id.Trial == trial ? [.. state.Trials[trial].Folds, refit] : state.Trials[trial].Folds;

    private static bool IsOpen(SweepState state, int trial) =>
        !state.Ended && FoldsOf(state, trial).Any(fold => fold.Status is WorkStatus.Waiting or WorkStatus.Running)
            && (state.Refit?.Id.Trial == trial || !state.Trials[trial].Ended);
}
