using Orchestrator.Contracts.Trials;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Sweeps;

/// <summary>The best trial by what the trials around each say too, see <see cref="PosteriorLosses"/>.</summary>
/// <param name="Trial">Its number.</param>
/// <param name="Mean">What its score is expected to be, in the objective's unit.</param>
/// <param name="Deviation">How uncertain that is, a standard deviation.</param>
/// <param name="Told">The trial whose folds' mean is best.</param>
/// <param name="ToldMean">What the score of that one is expected to be.</param>
public sealed record PosteriorBest(int Trial, double Mean, double Deviation, int Told, double ToldMean)
{
    /// <summary>Null where too few trials have a score, all are equal, or there are several objectives.</summary>
    public static PosteriorBest? Of(SweepState state)
    {
        if (state.Definition.TradesOff || SweepEvolution.BestOf(state) is not { } told)
        {
            return null;
        }

        var completed = SuggestionRequests.Observe(state.Definition,
            [.. state.Trials.Where(trial => trial.Status == WorkStatus.Completed)]);
        var losses = PosteriorLosses.Of(state.Definition.Space, completed);
        if (!losses.TryGetValue(told, out var best))
        {
            return null;
        }

        var objective = state.Definition.Objective;
        var trial = PosteriorLosses.Best(losses);
        var (mean, deviation) = losses[trial];
        // Turned back by the turn that made it a loss.
        return new(trial, objective.AsLoss(mean), deviation, told, objective.AsLoss(best.Mean));
    }
}
