using System.Globalization;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Contracts.Spelling;

/// <summary>Numbers for people: the same on the page and in a terminal, and the same in every country.</summary>
public static class NumberText
{
    /// <summary>Stands where there is nothing yet.</summary>
    public const string Nothing = "–";

    /// <summary>Before a score that some of a trial's folds let expect, which all of them together might not confirm.</summary>
    public const string Expected = "≈ ";

    /// <summary>Four significant digits, zeros at the end included, so that a column of scores lines up: <c>0.9500</c>, <c>12.35</c>,
    /// <c>1.234E-5</c>.</summary>
    public static string Score(double? value) => value is { } number ? WithDecimals(number, Decimals(number)) : Nothing;

    /// <summary>A hyper-parameter's value: whole numbers whole, others rounded to four digits.</summary>
    public static string Value(ParameterValue value) =>
        value.IsText ? value.Text!
        : value.Number == Math.Floor(value.Number) && Math.Abs(value.Number) < 1e15
            ? value.Number.ToString("0", CultureInfo.InvariantCulture)
        : value.Number.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>How many decimals show four significant digits; null = only a power of ten does.</summary>
    public static int? Decimals(double value)
    {
        if (!double.IsFinite(value))
        {
            return null;
        }

        var rounded = Math.Abs(double.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
        if (rounded == 0)
        {
            return 3;
        }

        var magnitude = (int)Math.Floor(Math.Log10(rounded));
        return magnitude is < -4 or > 6 ? null : Math.Max(0, 3 - magnitude);
    }

    /// <summary>A number with so many decimals; null = as a power of ten.</summary>
    public static string WithDecimals(double value, int? decimals) =>
        !double.IsFinite(value) ? value.ToString(CultureInfo.InvariantCulture)
        : value.ToString(decimals is { } count ? string.Create(CultureInfo.InvariantCulture, $"F{count}") : "0.000E+0",
            CultureInfo.InvariantCulture);
}
