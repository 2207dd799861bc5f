namespace Orchestrator.Contracts.SearchSpaces.Constraints;

/// <summary>A part that has a value.</summary>
internal abstract record Term(int Column) : Expression(Column)
{
    /// <summary>Its value; null where a parameter that it needs is not there.</summary>
    public abstract Operand? Value(Configuration configuration);

    /// <summary>Whether its value is a number wherever it has one.</summary>
    public abstract bool IsNumber(IReadOnlyList<Parameter> parameters);
}
