namespace Orchestrator.Contracts.SearchSpaces.Constraints;

/// <summary>A part of a constraint.</summary>
/// <param name="Column">Where it stands, from 1.</param>
internal abstract record Expression(int Column)
{
    /// <summary>The expressions directly inside.</summary>
    public virtual IEnumerable<Expression> Children => [];

    /// <summary>For messages: what this is.</summary>
    public abstract string Kind { get; }

    /// <summary>This and all that is inside.</summary>
    public IEnumerable<Expression> Parts() => Children.SelectMany(child => child.Parts()).Prepend(this);

    /// <summary>What does not fit the parameters of a space, here and not inside.</summary>
    public virtual IEnumerable<ConstraintFault> Faults(IReadOnlyList<Parameter> parameters) => [];
}

/// <summary>A part that has a value.</summary>
internal abstract record Term(int Column) : Expression(Column)
{
    /// <summary>Its value; null where a parameter that it needs is not there.</summary>
    public abstract Operand? Value(Configuration configuration);

    /// <summary>Whether its value is a number wherever it has one.</summary>
    public abstract bool IsNumber(IReadOnlyList<Parameter> parameters);
}

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
