namespace Orchestrator.Contracts.Identifiers;

/// <summary>Names one place where an attempt can run: a node and the index of a slot on it, from 0.</summary>
public readonly record struct SlotId(string Node, int Index)
{
    /// <inheritdoc />
    public override string ToString() => $"{Node}/{Index}";
}
