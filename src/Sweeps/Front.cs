using System.Collections.Immutable;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Search.MultiObjective;

namespace Orchestrator.Sweeps;

/// <summary>The Pareto front of a sweep with several objectives, by the trials' means over their folds.</summary>
internal static class Front
{
    /// <summary>A completed trial's losses, one an objective in the definition's order; smaller is better.</summary>
    public static EquatableList<double> Losses(SweepDefinition definition, TrialState trial) =>
        definition.Objectives.Zip(trial.Scores, (objective, score) => objective.AsLoss(score.Mean)).ToEquatableList();

    /// <summary>The front after one more trial has completed: the same whatever the order in which trials complete. Null with one
    /// objective.</summary>
    public static ImmutableSortedSet<int>? With(SweepState state, TrialState completed)
    {
        if (state.Front is not { } front)
        {
            return null;
        }

        var own = Losses(state.Definition, completed);
        var known = front.Select(number => (number, Losses: Losses(state.Definition, state.Trials[number]))).ToArray();
        return known.Any(other => ParetoFront.Dominates(other.Losses, own))
            ? front
            : front.Except(known.Where(other => ParetoFront.Dominates(own, other.Losses)).Select(other => other.number))
                .Add(completed.Number);
    }
}
