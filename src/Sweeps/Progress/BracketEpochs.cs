using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.Progress;

/// <summary>How many epochs restarts in brackets will still train: a trial trains to its next rung, and on from it with the chance that is
/// left to those that are still in.</summary>
internal sealed class BracketEpochs(RestartsDefinition restarts, int epochs)
{
    /// <summary>Epochs of a fold of a trial that is not suggested yet.</summary>
    public double OfNew => From(0) + Beyond(0);

    /// <summary>Epochs of all folds of a trial that has not ended.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="epochOf">The last epoch that an attempt has reported, 0 = none.</param>
    public double Left(TrialState trial, Func<AttemptId, int> epochOf) => trial.Folds.Sum(fold => Beyond(trial.Rung) + fold switch
    {
        { Status: WorkStatus.Completed or WorkStatus.Failed } => 0,
        { Lease: { } lease } => Math.Max(0, End(trial.Rung) - Math.Max(Begin(trial.Rung), epochOf(lease.Id))),
        _ => From(trial.Rung),
    });

    private double From(int rung) => End(rung) - Begin(rung);

    // Of those that train to a rung so many go on to each of the next.
    private double Beyond(int rung) =>
        Enumerable.Range(rung + 1, Math.Max(0, restarts.AtEpoch.Count - rung)).Sum(next => From(next) * In(next) / In(rung));

    private double In(int rung) => rung == 0 ? restarts.Of : restarts.Keep[rung - 1];

    private double Begin(int rung) => rung == 0 ? 0 : restarts.AtEpoch[rung - 1];

    private double End(int rung) => rung < restarts.AtEpoch.Count ? restarts.AtEpoch[rung] : epochs;
}
