namespace Orchestrator.Contracts.SearchSpaces.Constraints;

/// <summary>Whether two values can be equal at all; what never can is a slip of the pen.</summary>
internal static class Likeness
{
    /// <summary>What is wrong with comparing them; empty when nothing is.</summary>
    public static IEnumerable<ConstraintFault> Faults(Term left, Term right, IReadOnlyList<Parameter> parameters)
    {
        foreach (var (constant, other) in new[] { (left, right), (right, left) })
        {
            if (constant is not ConstantTerm { Operand: var operand })
            {
                continue;
            }

            if (operand.Text is { } choice && other is ParameterTerm named
                && named.Find(parameters) is CategoricalParameter { Choices: var choices })
            {
                if (!choices.Contains(choice))
                {
                    yield return new(constant.Column, $"unknown choice '{choice}' of '{named.Name}'; it is {string.Join(", ", choices)}.",
                        choice, [.. choices]);
                }
            }
            else if (operand.Text is { } text && other.IsNumber(parameters))
            {
                yield return new(constant.Column, $"'{text}' is a choice, but {other.Kind} is a number: leave the quotes out.");
            }
            else if (operand.Text is null && !other.IsNumber(parameters))
            {
                yield return new(constant.Column, $"this is a number, but {other.Kind} is not: choices stand in quotes.");
            }
        }
    }
}
