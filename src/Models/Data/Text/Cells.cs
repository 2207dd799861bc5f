using System.Globalization;
using System.Runtime.CompilerServices;

namespace Orchestrator.Models.Data.Text;

/// <summary>What a cell of text means, for all readers: a number, a value that is missing, or a word.</summary>
internal static class Cells
{
    /// <summary>The words that pandas reads as missing, and those of VCF (<c>.</c>) and the UCI repository (<c>?</c>).</summary>
    private static readonly HashSet<string> MissingWords =
    [
        "NA", "na", "N/A", "n/a", "#N/A", "#N/A N/A", "#NA", "<NA>", "NaN", "nan", "NAN", "-NaN", "-nan", "NULL", "Null", "null", "None",
        "1.#IND", "1.#QNAN", "-1.#IND", "-1.#QNAN", "?", ".",
    ];

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Missing =
        MissingWords.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a cell says that its value is not known: it is empty, or one of the words for it.</summary>
    public static bool IsMissing(ReadOnlySpan<char> cell)
    {
        cell = cell.Trim();
        return cell.IsEmpty || Missing.Contains(cell);
    }

    /// <summary>Whether a cell is a number: digits, decimals behind a point, an exponent perhaps, within single precision.</summary>
    public static bool TryNumber(ReadOnlySpan<char> cell, out float value) =>
        float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);

    /// <inheritdoc cref="TryNumber(ReadOnlySpan{char}, out float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // once for every cell of a table
    public static bool TryNumber(ReadOnlySpan<byte> cell, out float value) =>
        float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);

    /// <summary>Whether a cell would be a number if decimals could stand behind a comma.</summary>
    public static bool HasDecimalComma(string cell) =>
        cell.IndexOf(',') is >= 0 and var comma && cell.IndexOf(',', comma + 1) < 0 && !cell.Contains('.')
        && TryNumber(cell.Replace(',', '.'), out _);

    /// <summary>What is wrong with a cell that should be a number.</summary>
    public static string NotANumber(string cell) => $"'{cell}' is not a finite number";

    /// <summary>What to do about a cell that should be a number.</summary>
    public static string CureOf(string cell, string otherwise) =>
        !HasDecimalComma(cell) ? otherwise
        : cell.Length - cell.IndexOf(',') == 4 ? "Decimals take a point, and nothing separates thousands"
        : $"Decimals take a point: {cell.Replace(',', '.')}";
}
