using System.Globalization;

namespace Orchestrator.Forest.Benchmarks;

/// <summary>Rows of numbers with a class each, from a table with a header.</summary>
/// <param name="Features">(rows, width), row-major.</param>
/// <param name="Width">Number of features.</param>
/// <param name="Labels">A class a row.</param>
internal sealed record TableOfClasses(float[] Features, int Width, string[] Labels)
{
    /// <summary>Reads <c>FILE#COLUMN</c>: the column holds the classes, a column <c>row</c> names, every other one numbers.</summary>
    public static TableOfClasses Read(string file)
    {
        var (path, label) = (file.Split('#')[0], file.Split('#')[1]);
        var lines = File.ReadAllLines(path);
        var header = Cells(lines[0]);
        var (labels, features) = (new List<string>(), new List<float>());
        foreach (var cells in lines.Skip(1).Select(Cells))
        {
            labels.Add(cells[Array.IndexOf(header, label)]);
            features.AddRange(cells.Where((_, column) => header[column] != label && header[column] is not ("row" or ""))
                .Select(cell => float.Parse(cell, CultureInfo.InvariantCulture)));
        }

        return new([.. features], features.Count / labels.Count, [.. labels]);
    }

    private static string[] Cells(string line) => Array.ConvertAll(line.Split(','), cell => cell.Trim('"'));
}
