using System.Globalization;

namespace Orchestrator.Contracts.SearchSpaces.Constraints;

/// <summary>What a comparison compares.</summary>
/// <param name="Number">The number, also of a choice that spells one; NaN when there is none.</param>
/// <param name="Text">The choice; null when it is a number.</param>
internal readonly record struct Operand(double Number, string? Text = null)
{
    private const double Tolerance = 1e-12;

    /// <summary>The operand of a parameter's value.</summary>
    public static Operand Of(ParameterValue value) => value.IsText ? Of(value.Text!) : new(value.Number);

    /// <summary>The operand of a choice.</summary>
    public static Operand Of(string choice) =>
        new(double.TryParse(choice, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN, choice);

    /// <summary>Choices are compared as written, all else as numbers, to twelve digits.</summary>
    public bool IsSame(Operand other) => Text is not null && other.Text is not null
        ? Text == other.Text
        : Number == other.Number || Math.Abs(Number - other.Number) <= Tolerance * Math.Max(Math.Abs(Number), Math.Abs(other.Number));
}
