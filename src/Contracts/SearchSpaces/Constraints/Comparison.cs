namespace Orchestrator.Contracts.SearchSpaces.Constraints;

/// <summary>Two values compared by <c>&lt; &lt;= &gt; &gt;= == !=</c>; what is not a number (0/0) compares false.</summary>
internal sealed record Comparison(int Column, string Operator, Term Left, Term Right) : Truth(Column)
{
    /// <inheritdoc />
    public override IEnumerable<Expression> Children => [Left, Right];

    private const double LeastShortfall = 1e-15;

    private bool OfEquality => Operator is "==" or "!=";

    /// <inheritdoc />
    public override bool? Holds(Configuration configuration)
    {
        if (Left.Value(configuration) is not { } a || Right.Value(configuration) is not { } b)
        {
            return null;
        }

        return Operator switch
        {
            "==" => a.IsSame(b),
            "!=" => !a.IsSame(b),
            "<" => a.Number < b.Number && !a.IsSame(b),
            "<=" => a.Number <= b.Number || a.IsSame(b),
            ">" => a.Number > b.Number && !a.IsSame(b),
            _ => a.Number >= b.Number || a.IsSame(b),
        };
    }

    /// <inheritdoc />
    public override double? Shortfall(Configuration configuration, bool wanted)
    {
        if (Holds(configuration) is not { } holds)
        {
            return null;
        }

        if (holds == wanted)
        {
            return 0;
        }

        // In parts of the larger one, so that no constraint outweighs the others because of its units.
        var (a, b) = (Left.Value(configuration)!.Value.Number, Right.Value(configuration)!.Value.Number);
        var apart = Math.Abs(a - b) / Math.Max(Math.Abs(a), Math.Abs(b));
        return double.IsFinite(apart) ? Math.Max(apart, LeastShortfall) : 2;
    }

    /// <inheritdoc />
    public override IEnumerable<ConstraintFault> Faults(IReadOnlyList<Parameter> parameters) => OfEquality
        ? Likeness.Faults(Left, Right, parameters)
        : from term in new[] { Left, Right }
          where !term.IsNumber(parameters)
          select new ConstraintFault(term.Column,
              $"'{Operator}' compares numbers, which {term.Kind} is not; choices are compared by '==', '!=' or 'in'.");
}
