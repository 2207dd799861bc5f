using Orchestrator.Models.Data.Text;

namespace Orchestrator.Models.Data.Readers;

/// <summary>
/// Decides what a column of labels means: numbers of which at least one has a fraction are values to predict, everything else is
/// classes. A column's name may end in <c>:values</c> or <c>:classes</c> to decide otherwise; with <c>:classes</c> every word is a class,
/// <c>NA</c> too.
/// </summary>
internal static class LabelColumn
{
    private const string Values = ":values", Classes = ":classes";

    // From this share of numbers on, the few other cells are mistakes in numbers rather than classes beside classes that are digits.
    private const double NearlyAll = 0.9;

    /// <summary>The column's name without its ending.</summary>
    public static string NameOf(string key) =>
        key.EndsWith(Values, StringComparison.Ordinal) ? key[..^Values.Length]
        : key.EndsWith(Classes, StringComparison.Ordinal) ? key[..^Classes.Length]
        : key;

    /// <summary>Whether a cell of the column says that its label is not known.</summary>
    public static bool IsMissing(string key, string cell) => IsClasses(key) ? string.IsNullOrWhiteSpace(cell) : Cells.IsMissing(cell);

    /// <summary>Targets from one column, of which none is missing.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="key">The column's name, perhaps with an ending.</param>
    /// <param name="cells">A cell a row.</param>
    /// <param name="placeOf">Where the cell of a row stands, for messages.</param>
    /// <param name="ofTable">Whether the name could be given an ending.</param>
    /// <exception cref="DataFormatException">A label is missing, or is no number where the others are.</exception>
    public static Targets Parse(string path, string key, IReadOnlyList<string> cells, Func<int, string> placeOf, bool ofTable = true)
    {
        var asClasses = ofTable ? $", or learn it as classes: '{NameOf(key)}{Classes}'" : "";
        var numbers = new float[cells.Count];
        var (count, commas, stranger, fractions) = (0, 0, -1, false);
        for (var row = 0; row < numbers.Length; row++)
        {
            if (IsMissing(key, cells[row]))
            {
                throw new DataFormatException(path, placeOf(row),
                    cells[row].Trim().Length == 0 || IsClasses(key) ? "the label is missing" : $"the label is missing "
                        + $"('{cells[row].Trim()}')",
                    $"Remove the row or write its label{(Cells.IsMissing(cells[row]) && cells[row].Trim().Length > 0 && ofTable
                        ? $"; where that is a class, write '{NameOf(key)}{Classes}'" : "")}");
            }

            if (Cells.TryNumber(cells[row], out numbers[row]))
            {
                count++;
                fractions |= numbers[row] != MathF.Floor(numbers[row]);
                continue;
            }

            stranger = stranger < 0 ? row : stranger;
            commas += Cells.HasDecimalComma(cells[row]) ? 1 : 0;
        }

        if (stranger >= 0 && (key.EndsWith(Values, StringComparison.Ordinal)
            || (!IsClasses(key) && (count >= NearlyAll * cells.Count || commas >= NearlyAll * cells.Count))))
        {
            throw new DataFormatException(path, placeOf(stranger), Cells.NotANumber(cells[stranger]),
                Cells.CureOf(cells[stranger], "Correct or remove the row") + asClasses);
        }

        return stranger < 0 && !IsClasses(key) && (fractions || key.EndsWith(Values, StringComparison.Ordinal))
            ? new ValueTargets(numbers, [NameOf(key)])
            : ClassesOf(path, cells);
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
            if (Cells.IsMissing(cells[i]))
            {
                continue;
            }

            known[i] = Cells.TryNumber(cells[i], out numbers[i]);
            if (!known[i])
            {
                throw new DataFormatException(path, placeOf(i), Cells.NotANumber(cells[i]),
                    Cells.CureOf(cells[i], "Write a number, or NA where the value is not known"));
            }
        }

        var coded = numbers.Contains(-1) && numbers.All(number => number is -1 or 0 or 1);
        for (var i = 0; coded && i < numbers.Length; i++)
        {
            known[i] &= numbers[i] >= 0;
        }

        return new(numbers, names, known);
    }

    private static bool IsClasses(string key) => key.EndsWith(Classes, StringComparison.Ordinal);

    private static ClassTargets ClassesOf(string path, IReadOnlyList<string> labels)
    {
        var targets = ClassTargets.FromLabels(labels);
        var alike = targets.Names.GroupBy(name => string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
            .FirstOrDefault(names => names.Count() > 1)?.ToArray();
        return alike is null
            ? targets
            : throw new DataFormatException(path, null, $"the classes '{alike[0]}' and '{alike[1]}' differ in blanks alone",
                "Write the class in one way");
    }
}
