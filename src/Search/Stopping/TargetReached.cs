using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Stopping;

/// <summary>Ends the search when a trial is as good as was wanted.</summary>
/// <param name="loss">The loss that is good enough.</param>
public sealed class TargetReached(double loss) : IStopCriterion
{
    /// <inheritdoc />
    public string? ReasonToStop(IReadOnlyList<Observation> observed) =>
        observed.FirstOrDefault(trial => trial.Loss <= loss) is { } reached
            ? FormattableString.Invariant($"trial {reached.Trial} reached the target: loss {reached.Loss:G4} <= {loss:G4}")
            : null;
}
