using Orchestrator.Contracts.Collections;
using Orchestrator.Search.MultiObjective;

namespace Orchestrator.Sweeps;

/// <summary>How much a sweep's front covers.</summary>
/// <param name="Hypervolume">What the front dominates up to the reference point, in the product of the objectives' units; larger is
/// better.</param>
/// <param name="Reference">
/// One score an objective: the worst of any completed trial, made worse by a tenth of the range of scores, so that the ends of the front
/// count too (Ishibuchi et al., "How to specify a reference point in hypervolume calculation", Evol. Comput. 26, 2018). It moves when a
/// worse trial comes: compare hypervolumes of one moment of one sweep, or compute your own from the exported scores.
/// </param>
public sealed record FrontMeasure(double Hypervolume, EquatableList<double> Reference)
{
    private const double Margin = 0.1;

    /// <summary>The measure of a state's front; null with one objective, or before a trial has completed.</summary>
    public static FrontMeasure? Of(SweepState state)
    {
        if (state.Front is not { IsEmpty: false } front)
        {
            return null;
        }

        var objectives = state.Definition.Objectives;
        IReadOnlyList<double>[] all =
            [.. state.Trials.Where(trial => trial.Mean is not null).Select(trial => Front.Losses(state.Definition, trial))];
        double[] reference = [.. objectives.Select((_, k) => Beyond(all.Max(losses => losses[k]), all.Min(losses => losses[k])))];
        var volume =
            Search.MultiObjective.Hypervolume.Of([.. front.Select(number => Front.Losses(state.Definition, state.Trials[number]))],
                reference);
        // twice negated is the score
        return new FrontMeasure(volume, objectives.Zip(reference, (objective, loss) => objective.AsLoss(loss)).ToEquatableList());
    }

    private static double Beyond(double worst, double best) => worst + Margin * (worst - best);
}
