namespace Orchestrator.Contracts.SearchSpaces.Constraints;

/// <summary>Two numbers joined by <c>+ - * / % ^</c>.</summary>
internal sealed record ArithmeticTerm(int Column, string Operator, Term Left, Term Right) : Term(Column)
{
    /// <inheritdoc />
    public override IEnumerable<Expression> Children => [Left, Right];

    /// <inheritdoc />
    public override string Kind => "a number";

    /// <inheritdoc />
    public override bool IsNumber(IReadOnlyList<Parameter> parameters) => true;

    /// <inheritdoc />
    public override Operand? Value(Configuration configuration)
    {
        if (Left.Value(configuration) is not { Number: var a } || Right.Value(configuration) is not { Number: var b })
        {
            return null;
        }

        return new Operand(Operator switch
        {
            "+" => a + b,
            "-" => a - b,
            "*" => a * b,
            "/" => a / b,
            "%" => a - b * Math.Floor(a / b), // of the sign of b, as in mathematics
            _ => Math.Pow(a, b),
        });
    }

    /// <inheritdoc />
    public override IEnumerable<ConstraintFault> Faults(IReadOnlyList<Parameter> parameters) =>
        from term in new[] { Left, Right }
        where !term.IsNumber(parameters)
        select new ConstraintFault(term.Column, $"'{Operator}' joins numbers, which {term.Kind} is not.");
}
