namespace Orchestrator.Contracts.Identifiers;

/// <summary>Names one leased execution of a fold. A result is accepted only from the attempt that holds the lease.</summary>
/// <param name="Fold">The fold that is executed.</param>
/// <param name="Attempt">Attempt number, from 1.</param>
public readonly record struct AttemptId(FoldId Fold, int Attempt)
{
    /// <inheritdoc />
    public override string ToString() => $"{Fold} attempt {Attempt}";
}
