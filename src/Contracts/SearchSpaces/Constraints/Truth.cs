namespace Orchestrator.Contracts.SearchSpaces.Constraints;

/// <summary>A part that is true or false.</summary>
internal abstract record Truth(int Column) : Expression(Column)
{
    /// <inheritdoc />
    public override string Kind => "a condition";

    /// <summary>Whether it is true; null where a parameter that decides is not there.</summary>
    public abstract bool? Holds(Configuration configuration);
}
