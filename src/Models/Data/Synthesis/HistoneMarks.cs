using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Models.Data.Synthesis;

/// <summary>
/// Five marks in 100 bins around a gene's start. A hidden activity raises H3K4me3 at the start and H3K36me3 behind it, and lowers H3K27me3
/// everywhere; expression is that activity and a little noise.
/// </summary>
internal sealed class HistoneMarks : ISyntheticData
{
    private const int Bins = 100;

    private static readonly string[] Marks = ["H3K4me3", "H3K4me1", "H3K36me3", "H3K9me3", "H3K27me3"];

    public string Name => "histone";

    public string Summary => "five histone marks in 100 bins around genes, to the genes' expression";

    public string Model => "histone-cnn";

    public string Metric => "mse";

    public DataSet Draw(int rows, RandomStream random)
    {
        var (marks, expression) = (new float[rows * Bins * Marks.Length], new float[rows]);
        var at = 0;
        for (var row = 0; row < rows; row++)
        {
            var activity = random.NextNormal();
            for (var bin = 0; bin < Bins; bin++)
            {
                foreach (var level in Levels(bin, activity))
                {
                    marks[at++] = SyntheticData.Rounded(Math.Max(0, level + random.NextNormal()));
                }
            }

            expression[row] = SyntheticData.Rounded(Math.Max(0, 3 + 2 * activity + 0.5 * random.NextNormal()));
        }

        return new(new FloatInputs(marks, [Bins, Marks.Length], Marks), new ValueTargets(expression, ["expression"]),
            [.. Enumerable.Range(1, rows).Select(gene => $"{gene}")]);
    }

    /// <summary>The mean of each mark in a bin.</summary>
    private static double[] Levels(int bin, double activity) =>
    [
        bin is >= 45 and < 55 ? Math.Max(0, 3 + 2 * activity) : 0.5,
        bin is >= 38 and < 62 ? 1.5 : 0.5,
        bin >= 55 ? Math.Max(0, 1 + activity) : 0.5,
        0.5,
        Math.Max(0, 1 - activity),
    ];
}
