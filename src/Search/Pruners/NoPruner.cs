namespace Orchestrator.Search.Pruners;

/// <summary>Stops only what has diverged.</summary>
public sealed class NoPruner : Pruner
{
    /// <inheritdoc />
    protected override Verdict JudgeFinite(PruningRequest request) => Verdict.Continue;
}
