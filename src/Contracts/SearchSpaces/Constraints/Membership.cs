namespace Orchestrator.Contracts.SearchSpaces.Constraints;

/// <summary><c>parameter in [values]</c>.</summary>
internal sealed record Membership(int Column, Term Value, IReadOnlyList<Term> List) : Truth(Column)
{
    /// <inheritdoc />
    public override IEnumerable<Expression> Children => [Value, .. List];

    /// <inheritdoc />
    public override bool? Holds(Configuration configuration)
    {
        if (Value.Value(configuration) is not { } value)
        {
            return null;
        }

        bool? found = false;
        foreach (var item in List)
        {
            if (item.Value(configuration) is not { } listed)
            {
                found = null;
            }
            else if (value.IsSame(listed))
            {
                return true;
            }
        }
        return found;
    }

    /// <inheritdoc />
    public override double? Shortfall(Configuration configuration, bool wanted)
    {
        if (Holds(configuration) is not { } holds || holds == wanted || !wanted)
        {
            return base.Shortfall(configuration, wanted);
        }

        return List.Min(item => new Comparison(Column, "==", Value, item).Shortfall(configuration, wanted: true));
    }

    /// <inheritdoc />
    public override IEnumerable<ConstraintFault> Faults(IReadOnlyList<Parameter> parameters) =>
        List.SelectMany(item => Likeness.Faults(Value, item, parameters)).DistinctBy(fault => fault.Column);
}
