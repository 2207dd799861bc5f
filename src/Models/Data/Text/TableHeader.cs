using System.Buffers;

namespace Orchestrator.Models.Data.Text;

/// <summary>Checks the first line of a table: every column has a name of its own, and the line is names and not data.</summary>
internal static class TableHeader
{
    private const int LongDna = 20, FewestOfAnAxis = 5;
    private const string Cure = "Write a line of column names above it";
    private static readonly SearchValues<char> Bases = SearchValues.Create("ACGTUNacgtun");

    /// <summary>Checks the names.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="header">The columns' names.</param>
    /// <exception cref="DataFormatException">A name stands twice, or the line looks like data.</exception>
    public static void Require(string path, string[] header)
    {
        RequireNames(path, header);
        var places = new Dictionary<string, int>(header.Length);
        for (var column = 0; column < header.Length; column++)
        {
            if (!places.TryAdd(header[column], column))
            {
                throw new DataFormatException(path, "line 1",
                    header[column].Length == 0
                        ? $"the columns {places[""] + 1} and {column + 1} have no name"
                        : $"the columns {places[header[column]] + 1} and {column + 1} are both called '{header[column]}'",
                    "Give every column a name of its own, or take one of them out");
            }
        }
    }

    // Numbers are names where they count the columns, as those of a table that never had any, or where they are an axis that ascends, such
    // as wavelengths. A line of data is neither.
    private static void RequireNames(string path, string[] header)
    {
        if (Array.Find(header, IsDna) is { } dna)
        {
            throw new DataFormatException(path, "line 1", $"the line looks like data: '{dna[..LongDna]}...' is DNA", Cure);
        }

        var numbers = new List<double>();
        foreach (var name in header)
        {
            if (Cells.TryNumber(name, out var value))
            {
                numbers.Add(value);
            }
        }

        var named = header.Count(name => name.Length > 0);
        var axis = numbers.Zip(numbers.Skip(1)).All(pair => pair.First < pair.Second);
        var counted = numbers.Count > 1 && numbers[0] is 0 or 1 && numbers.Zip(numbers.Skip(1)).All(pair => pair.First + 1 == pair.Second);
        if (numbers.Count == 0 || counted || (axis && numbers.Count >= FewestOfAnAxis && numbers.Count < named))
        {
            return;
        }

        if (numbers.Count == named || (numbers.Count > 1 && numbers.Count >= named - 2))
        {
            throw new DataFormatException(path, "line 1",
                $"the line looks like data: {(numbers.Count == named ? "every cell" : $"{numbers.Count} of {named} cells")} "
                    + $"is a number", Cure);
        }
    }

    private static bool IsDna(string name) =>
        name.Length >= LongDna && !name.AsSpan().ContainsAnyExcept(Bases);
}
