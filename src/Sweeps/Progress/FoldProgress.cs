using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.Progress;

/// <summary>How many of a sweep's folds are done.</summary>
public sealed class FoldProgress(SweepState state)
{
    /// <summary>Folds of all planned trials, and the refit. A search that is exhausted plans no trials but those that it has.</summary>
    public int Planned => (state.Exhausted ? state.Trials.Count : state.Definition.Search.Trials)
        * state.Definition.CrossValidation.Splits + (state.Definition.HasRefit ? 1 : 0);

    /// <summary>Folds that are done, one way or the other: those of a trial that has ended without a score too, since they will never
    /// run.</summary>
    public int Done =>
        state.Trials.Sum(trial => trial.Ended ? trial.Folds.Length : trial.Folds.Count(f => f.Status == WorkStatus.Completed))
        + (state.Refit is { Status: WorkStatus.Completed or WorkStatus.Failed } ? 1 : 0);
}
