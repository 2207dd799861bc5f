using Orchestrator.Search.MultiObjective;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Stopping;

/// <summary>
/// Ends a search with several objectives when the last trials have not changed the Pareto front: each was beaten, or equalled, by one
/// before it.
/// What <see cref="NoImprovement"/> is for one objective.
/// </summary>
public sealed class FrontUnchanged : IStopCriterion
{
    private readonly int trials;

    /// <param name="trials">Trials without a change that are borne, at least 1.</param>
    public FrontUnchanged(int trials)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        this.trials = trials;
    }

    /// <inheritdoc />
    public string? ReasonToStop(IReadOnlyList<Observation> observed)
    {
        var (front, since) = (new List<IReadOnlyList<double>>(), 0);
        foreach (var trial in observed)
        {
            var losses = trial.AllLosses;
            if (!trial.Succeeded || front.Exists(known => ParetoFront.Dominates(known, losses) || known.SequenceEqual(losses)))
            {
                since++;
                continue;
            }

            front.RemoveAll(known => ParetoFront.Dominates(losses, known));
            front.Add(losses);
            since = 0;
        }

        return since >= trials && front.Count > 0 ? $"the front of {front.Count} trials has not changed in the last {since} trials" : null;
    }
}
