using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.Views;

/// <summary>What the refit scored on the held-out rows.</summary>
public static class TestResult
{
    /// <summary>Null before the refit is done, and always without a test set: the refit's score is then that of its own training
    /// rows.</summary>
    public static FoldResult? Of(SweepState state) => state.Definition.HasTestRows ? state.Refit?.Result : null;
}
