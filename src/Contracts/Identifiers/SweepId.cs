namespace Orchestrator.Contracts.Identifiers;

/// <summary>Names one sweep: a lower-case slug, unique in a journal (for example <c>splice-3</c>).</summary>
public readonly record struct SweepId(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}
