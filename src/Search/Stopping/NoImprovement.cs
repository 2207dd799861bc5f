using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Stopping;

/// <summary>Ends the search when the last trials have not improved on the best before them.</summary>
public sealed class NoImprovement : IStopCriterion
{
    private readonly int trials;
    private readonly double leastGain;

    /// <param name="trials">Trials without improvement that are borne, at least 1.</param>
    /// <param name="leastGain">Least decrease of the loss that counts, at least 0.</param>
    public NoImprovement(int trials, double leastGain = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(leastGain);
        (this.trials, this.leastGain) = (trials, leastGain);
    }

    /// <inheritdoc />
    public string? ReasonToStop(IReadOnlyList<Observation> observed)
    {
        var (best, since) = (double.PositiveInfinity, 0);
        foreach (var trial in observed)
        {
            var improves = double.IsFinite(trial.Loss) && (double.IsPositiveInfinity(best) || trial.Loss < best - leastGain);
            (best, since) = improves ? (trial.Loss, 0) : (best, since + 1);
        }

        return since >= trials && double.IsFinite(best)
            ? FormattableString.Invariant($"no improvement of more than {leastGain:G3} on loss {best:G4} in the last {since} trials")
            : null;
    }
}
