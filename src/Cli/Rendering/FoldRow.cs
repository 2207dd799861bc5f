using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Rendering;

/// <summary>A fold of a trial, or its refit.</summary>
/// <param name="Curve">The objective's metric over the epochs of the last attempt that measured.</param>
public sealed record FoldRow(
    string Name, WorkStatus Status, double? Score, int? BestEpoch, int? Epochs, double? Seconds,
    IReadOnlyList<CurvePoint> Curve, IReadOnlyList<AttemptRow> Attempts)
{
    /// <summary>What the refit's row is called.</summary>
    internal const string Refit = "refit";

    internal bool IsRefit => Name == Refit;
}
