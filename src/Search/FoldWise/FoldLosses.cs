namespace Orchestrator.Search.FoldWise;

/// <summary>What is known of a trial's folds.</summary>
/// <param name="Trial">Its number.</param>
/// <param name="Losses">One a fold, finite, smaller is better; null = not known.</param>
public sealed record FoldLosses(int Trial, IReadOnlyList<double?> Losses)
{
    /// <summary>How many folds are known.</summary>
    public int Known { get; } = Losses.Count(loss => loss is not null);

    /// <summary>Whether all are.</summary>
    public bool IsWhole => Known == Losses.Count;
}
