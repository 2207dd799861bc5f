namespace Orchestrator.Search.Pruners;

/// <summary>Stops a trial whose loss exceeds a limit.</summary>
/// <param name="largestLoss">The limit; infinite = none.</param>
public sealed class ThresholdPruner(double largestLoss) : Pruner
{
    /// <inheritdoc />
    protected override Verdict JudgeFinite(PruningRequest request) => request.Current.Losses[^1] > largestLoss
        ? Verdict.Prune($"{request.Words.Metric} {request.Words.Of(request.Current.Losses[^1])} at epoch {request.Current.Epochs} is "
            + $"{request.Words.Beyond} {request.Words.Of(largestLoss)}")
        : Verdict.Continue;
}
