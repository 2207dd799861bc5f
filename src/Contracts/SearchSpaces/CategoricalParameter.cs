using System.Globalization;
using Orchestrator.Contracts.Collections;

namespace Orchestrator.Contracts.SearchSpaces;

/// <summary>A hyper-parameter that is one of a list of unordered choices.</summary>
/// <param name="Choices">At least one, all different.</param>
public sealed record CategoricalParameter(string Name, EquatableList<string> Choices, Condition? Condition = null)
    : Parameter(Name, Condition)
{
    /// <inheritdoc />
    public override bool Contains(ParameterValue value) => value.IsText && Choices.Contains(value.Text!);

    /// <summary>The choice that a user means: the one that is spelled so, or else the one that is the same number; otherwise the text as
    /// it is, which is no choice.</summary>
    public string Meant(string text) =>
        Choices.Contains(text) || Number(text) is not { } number ? text
            : Choices.FirstOrDefault(choice => Number(choice) == number) ?? text;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
