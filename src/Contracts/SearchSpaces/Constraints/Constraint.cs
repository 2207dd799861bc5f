using System.Text.Json.Serialization;

namespace Orchestrator.Contracts.SearchSpaces.Constraints;

/// <summary>A condition over hyper-parameters that every configuration meets, such as <c>filters * kernel &lt;= 4096</c>. Equal by
/// text.</summary>
/// <remarks>
/// Values are parameters, numbers and quoted choices; they are joined by <c>+ - * / % ^</c> and parentheses, compared by
/// <c>&lt; &lt;= &gt; &gt;= == !=</c> (also in chains: <c>16 &lt;= units &lt;= 64</c>) or by <c>in [1, 2, 4]</c> and <c>not in [...]</c>;
/// comparisons are joined by <c>not</c>, <c>and</c>, <c>or</c>, which bind in this order. Numbers that agree to twelve digits are equal,
/// so that 0.1 + 0.2 is 0.3.
/// <para>
/// A comparison that names a parameter which does not exist in a configuration is neither true nor false, and the whole is violated only
/// where the rest makes it false (Kleene's logic of three values): <c>layers &lt; 3 or dropout &gt; 0.1</c> asks nothing of a network
/// without dropout.
/// </para>
/// </remarks>
[JsonConverter(typeof(ConstraintConverter))]
public sealed class Constraint : IEquatable<Constraint>
{
    private readonly Truth truth;

    private Constraint(string text, Truth truth) => (Text, this.truth) = (text, truth);

    /// <summary>As the user wrote it.</summary>
    public string Text { get; }

    /// <summary>Reads a constraint.</summary>
    /// <exception cref="ConstraintSyntaxException">The text is none: where, and what to write instead.</exception>
    public static Constraint Parse(string text) => new(text, new Parser(text).Parse());

    /// <summary>Whether the settings so far allow it: true also where it speaks of parameters that they lack.</summary>
    public bool Holds(Configuration configuration) => truth.Holds(configuration) ?? true;

    /// <summary>How far the settings are from meeting it: 0 = they do; else above 0, the less the nearer.</summary>
    public double Shortfall(Configuration configuration) =>
        Holds(configuration) ? 0 : Math.Max(truth.Shortfall(configuration, wanted: true) ?? 0, double.Epsilon);

    /// <summary>The parameters that it names, each once.</summary>
    public IEnumerable<string> Names => truth.Parts().OfType<ParameterTerm>().Select(term => term.Name).Distinct();

    /// <summary>What does not fit these parameters, such as a name that none has; empty when all does.</summary>
    public IReadOnlyList<ConstraintFault> FaultsAmong(IReadOnlyList<Parameter> parameters) =>
        [.. truth.Parts().SelectMany(part => part.Faults(parameters)).OrderBy(fault => fault.Column)];

    /// <inheritdoc />
    public bool Equals(Constraint? other) => other is not null && Text == other.Text;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Constraint);

    /// <inheritdoc />
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString() => Text;
}

/// <summary>A part of a constraint that does not fit the space.</summary>
/// <param name="Column">Where it stands in the constraint's text, from 1.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
/// <param name="Word">The word that nobody knows; null when that is not the trouble.</param>
/// <param name="Allowed">The words that may stand in its place.</param>
public sealed record ConstraintFault(int Column, string Message, string? Word = null, IReadOnlyList<string>? Allowed = null);

/// <summary>A text is no constraint.</summary>
/// <param name="column">Where it goes wrong, from 1.</param>
/// <param name="message">What was found, and what to write instead.</param>
public sealed class ConstraintSyntaxException(int column, string message) : FormatException(message)
{
    /// <summary>Where it goes wrong, from 1.</summary>
    public int Column { get; } = column;
}
