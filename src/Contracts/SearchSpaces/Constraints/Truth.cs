namespace Orchestrator.Contracts.SearchSpaces.Constraints;

/// <summary>A part that is true or false.</summary>
internal abstract record Truth(int Column) : Expression(Column)
{
    /// <inheritdoc />
    public override string Kind => "a condition";

    /// <summary>Whether it is true; null where a parameter that decides is not there.</summary>
    public abstract bool? Holds(Configuration configuration);

    /// <summary>
    /// How far it is from being <paramref name="wanted"/>: 0 = it is; else above 0, the less the nearer, so that a search can follow it.
    /// Null where a parameter that decides is not there.
    /// </summary>
    public virtual double? Shortfall(Configuration configuration, bool wanted) =>
        Holds(configuration) is { } holds ? holds == wanted ? 0 : 1 : null;
}
