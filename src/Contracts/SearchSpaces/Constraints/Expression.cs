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
