namespace Orchestrator.Contracts.SearchSpaces.Constraints;

/// <summary><c>not</c>.</summary>
internal sealed record Negation(int Column, Truth Inner) : Truth(Column)
{
    /// <inheritdoc />
    public override IEnumerable<Expression> Children => [Inner];

    /// <inheritdoc />
    public override bool? Holds(Configuration configuration) => !Inner.Holds(configuration);

    /// <inheritdoc />
    public override double? Shortfall(Configuration configuration, bool wanted) => Inner.Shortfall(configuration, !wanted);
}
