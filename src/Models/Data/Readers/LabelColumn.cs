using System.Globalization;

namespace Orchestrator.Models.Data.Readers;

/// <summary>
/// Decides what a column of labels means: numbers of which at least one has a fraction are values to predict, everything else is
/// classes. A column's name may end in <c>:values</c> or <c>:classes</c> to decide otherwise.
/// </summary>
internal static class LabelColumn
{
    private const string Values = ":values", Classes = ":classes";

    /// <summary>The column's name without its ending.</summary>
    public static string NameOf(string key) =>
        key.EndsWith(Values, StringComparison.Ordinal) ? key[..^Values.Length]
        : key.EndsWith(Classes, StringComparison.Ordinal) ? key[..^Classes.Length]
        : key;

    /// <summary>Whether a cell says that its value is not known.</summary>
    public static bool IsMissing(ReadOnlySpan<char> cell)
    {
        cell = cell.Trim();
        return cell.IsEmpty || cell is "NA" or "NaN" or "nan" or "N/A" or "null" or "None" or "?" or ".";
    }

    /// <summary>Targets from one column.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="key">The column's name, perhaps with an ending.</param>
    /// <param name="cells">A cell a row.</param>
    public static Targets Parse(string path, string key, IReadOnlyList<string> cells)
    {
        var numbers = new float[cells.Count];
        var (numeric, fractions) = (true, false);
        for (var row = 0; row < numbers.Length && numeric; row++)
        {
            numeric = float.TryParse(cells[row], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[row])
                && float.IsFinite(numbers[row]);
            fractions |= numbers[row] != MathF.Floor(numbers[row]);
        }

        var values = key.EndsWith(Values, StringComparison.Ordinal);
        if (values && !numeric)
        {
            throw new DataFormatException(path, $"column {NameOf(key)}", "not every value is a finite number",
                "Correct or remove those rows, or learn it as classes");
        }

        return values || (numeric && fractions && !key.EndsWith(Classes, StringComparison.Ordinal))
            ? new ValueTargets(numbers, [NameOf(key)])
            : ClassTargets.FromLabels(cells);
    }

    /// <summary>Targets from several columns: numbers, missing where a cell says so. Beside 0 and 1, -1 means missing too.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="names">The columns' names.</param>
    /// <param name="cells">(rows, columns), row-major.</param>
    /// <param name="placeOf">Where a cell stands, for messages.</param>
    public static ValueTargets ParseMany(string path, IReadOnlyList<string> names, IReadOnlyList<string> cells, Func<int, string> placeOf)
    {
        var (numbers, known) = (new float[cells.Count], new bool[cells.Count]);
        for (var i = 0; i < numbers.Length; i++)
        {
            if (IsMissing(cells[i]))
            {
                continue;
            }

            known[i] = float.TryParse(cells[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])
                && float.IsFinite(numbers[i]);
            if (!known[i])
            {
                throw new DataFormatException(path, placeOf(i), $"'{cells[i]}' is not a number",
                    "Write a number, or NA where the value is not known");
            }
        }

        var coded = numbers.Contains(-1) && numbers.All(number => number is -1 or 0 or 1);
        for (var i = 0; coded && i < numbers.Length; i++)
        {
            known[i] &= numbers[i] >= 0;
        }

        return new(numbers, names, known);
    }
}
