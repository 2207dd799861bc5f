namespace Orchestrator.Contracts.SearchSpaces.Constraints;

/// <summary>A number or a quoted choice.</summary>
internal sealed record ConstantTerm(int Column, Operand Operand) : Term(Column)
{
    /// <inheritdoc />
    public override string Kind => Operand.Text is { } text ? $"the choice '{text}'" : "a number";

    /// <inheritdoc />
    public override Operand? Value(Configuration configuration) => Operand;

    /// <inheritdoc />
    public override bool IsNumber(IReadOnlyList<Parameter> parameters) => Operand.Text is null;
}
