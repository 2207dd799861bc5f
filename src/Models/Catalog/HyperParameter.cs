using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Models.Catalog;

/// <summary>A setting of a model that a sweep may hold fixed or vary.</summary>
/// <param name="Allowed">Its name, its kind (integer, real or choice) and the values that make sense, far wider than what one
/// searches.</param>
/// <param name="Default">Its value where a sweep says nothing.</param>
/// <param name="Summary">One line for <c>--help</c>.</param>
public sealed record HyperParameter(Parameter Allowed, ParameterValue Default, string Summary)
{
    /// <summary>What a sweep file calls it.</summary>
    public string Name => Allowed.Name;

    /// <summary>The allowed values in words: <c>an integer from 1 to 4096</c>.</summary>
    public string Range => ParameterWords.RangeOf(Allowed);

    /// <summary>An integer from <paramref name="low"/> to <paramref name="high"/>.</summary>
    public static HyperParameter Integer(string name, long standard, long low, long high, string summary) =>
        new(new IntParameter(name, low, high), ParameterValue.Of(standard), summary);

    /// <summary>A number from <paramref name="low"/> to <paramref name="high"/>.</summary>
    public static HyperParameter Real(string name, double standard, double low, double high, string summary) =>
        new(new FloatParameter(name, low, high), ParameterValue.Of(standard), summary);

    /// <summary>One of several words, the first being the default.</summary>
    public static HyperParameter Choice(string name, string summary, params ReadOnlySpan<string> choices) =>
        new(new CategoricalParameter(name, [.. choices]), ParameterValue.Of(choices[0]), summary);

    /// <summary>Whether <paramref name="value"/> is allowed; a number may be spelled as a choice, as in <c>batch_size: [32,
    /// 64]</c>.</summary>
    public bool Allows(ParameterValue value) => TryRead(value, out _);

    /// <summary>Turns a value into one of <see cref="Allowed"/>; false when it is none.</summary>
    internal bool TryRead(ParameterValue value, out ParameterValue read)
    {
        read = value;
        if (Allowed is CategoricalParameter)
        {
            return Allowed.Contains(value);
        }

        try
        {
            read = ParameterValue.Of(value.AsNumber());
        }
        catch (Exception unreadable) when (unreadable is FormatException or ArgumentOutOfRangeException)
        {
            return false;
        }

        return Allowed.Contains(read);
    }
}
