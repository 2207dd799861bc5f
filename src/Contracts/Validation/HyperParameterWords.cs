using System.Globalization;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Contracts.Validation;

/// <summary>A model's setting.</summary>
/// <param name="Allowed">Its name, kind and the values that make sense.</param>
/// <param name="Range">The allowed values in words: <c>an integer from 1 to 4096</c>.</param>
/// <param name="KeepsShape">Whether networks that differ in it alone have weights of the same shapes.</param>
public sealed record HyperParameterWords(Parameter Allowed, string Range, bool KeepsShape)
{
    /// <summary>What definitions call it.</summary>
    public string Name => Allowed.Name;

    /// <summary>Whether a value is allowed; a number may be spelled as a choice, as in <c>batch_size: [32, 64]</c>.</summary>
    public bool Allows(ParameterValue value)
    {
        if (Allowed is CategoricalParameter || !value.IsText)
        {
            return Allowed.Contains(value);
        }

        return double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            && Allowed.Contains(ParameterValue.Of(number));
    }
}
