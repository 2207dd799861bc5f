namespace Orchestrator.Contracts.SearchSpaces.Constraints;

/// <summary><c>and</c>, <c>or</c>; what one side decides is decided, whatever the other is.</summary>
/// <param name="Column">Of the word.</param>
/// <param name="Decisive">The truth of one side that decides: false for <c>and</c>, true for <c>or</c>.</param>
/// <param name="Left">One side.</param>
/// <param name="Right">The other side.</param>
internal sealed record Junction(int Column, bool Decisive, Truth Left, Truth Right) : Truth(Column)
{
    /// <inheritdoc />
    public override IEnumerable<Expression> Children => [Left, Right];

    /// <inheritdoc />
    public override bool? Holds(Configuration configuration)
    {
        var (left, right) = (Left.Holds(configuration), Right.Holds(configuration));
        if (left == Decisive || right == Decisive)
        {
            return Decisive;
        }

        return left is null || right is null ? null : !Decisive;
    }

    /// <inheritdoc />
    public override double? Shortfall(Configuration configuration, bool wanted)
    {
        var (left, right) = (Left.Shortfall(configuration, wanted), Right.Shortfall(configuration, wanted));
        if (left is null || right is null)
        {
            return left ?? right;
        }

        return wanted == Decisive ? Math.Min(left.Value, right.Value) : left + right;
    }
}
