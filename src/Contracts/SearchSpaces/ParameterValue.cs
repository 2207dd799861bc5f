using System.Globalization;
using System.Text.Json.Serialization;

namespace Orchestrator.Contracts.SearchSpaces;

/// <summary>One value of a hyper-parameter: a number, or the text of a categorical choice.</summary>
/// <remarks>
/// Integers are held as doubles that are exact below 2^53. A categorical choice keeps its text, so that
/// <c>true</c>, <c>3</c> and <c>relu</c> are told apart by spelling and never by a lossy conversion.
/// </remarks>
[JsonConverter(typeof(ParameterValueConverter))]
public readonly record struct ParameterValue
{
    private ParameterValue(double number, string? text) => (Number, Text) = (number, text);

    /// <summary>The number; NaN when this is a categorical choice.</summary>
    public double Number { get; }

    /// <summary>The choice's text; null when this is a number.</summary>
    public string? Text { get; }

    /// <summary>Whether this is a categorical choice.</summary>
    public bool IsText => Text is not null;

    /// <summary>A numeric value. Must be finite.</summary>
    public static ParameterValue Of(double number) =>
        double.IsFinite(number)
            ? new(number, null) : throw new ArgumentOutOfRangeException(nameof(number), number, "A parameter value is finite.");

    /// <summary>A categorical choice.</summary>
    public static ParameterValue Of(string text) => new(double.NaN, text ?? throw new ArgumentNullException(nameof(text)));

    /// <summary>The number, also of a choice that spells one (<c>batch: [32, 64]</c>).</summary>
    /// <exception cref="FormatException">The choice does not spell a number.</exception>
    public double AsNumber() =>
        Text is null ? Number
        : double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) ? parsed
        : throw new FormatException($"'{Text}' is not a number.");

    /// <summary>The value as a reader would write it in YAML.</summary>
    public override string ToString() => Text ?? Number.ToString("R", CultureInfo.InvariantCulture);
}
