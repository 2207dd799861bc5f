namespace Orchestrator.Search.Pruners;

/// <summary>What all pruners agree on: nothing is judged before its first epoch, and what has diverged is stopped.</summary>
public abstract class Pruner : IPruner
{
    /// <inheritdoc />
    public Verdict Judge(PruningRequest request)
    {
        var current = request.Current;
        if (current.Epochs == 0)
        {
            return Verdict.Continue;
        }

        return double.IsFinite(current.Losses[^1])
            ? JudgeFinite(request)
            : Verdict.Prune($"{request.Words.Metric} is {request.Words.Of(current.Losses[^1])} at epoch {current.Epochs}");
    }

    /// <summary>The verdict on a curve of at least one epoch, whose last loss is finite.</summary>
    protected abstract Verdict JudgeFinite(PruningRequest request);
}

/// <summary>Stops only what has diverged.</summary>
public sealed class NoPruner : Pruner
{
    /// <inheritdoc />
    protected override Verdict JudgeFinite(PruningRequest request) => Verdict.Continue;
}
