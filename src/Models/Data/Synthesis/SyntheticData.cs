using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Models.Data.Synthesis;

/// <summary>The registered kinds of drawn data.</summary>
public static class SyntheticData
{
    /// <summary>Fewer rows cannot fill folds with every class.</summary>
    public const int FewestRows = 50;

    /// <summary>The kinds, in the order in which help lists them.</summary>
    public static IReadOnlyList<ISyntheticData> Kinds { get; } =
    [
        new SpliceSites(),
        new ResistanceGenes(),
        new Chromatin(),
        new HistoneMarks(),
        new DrugVariants(),
        new GeneBurdens(),
        new MutatedGenes(),
        .. Enum.GetValues<TraitKind>().Select(kind => new TraitGenes(kind)),
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Kinds.Select(kind => kind.Name)];

    /// <summary>The kind of that name; null when there is none.</summary>
    public static ISyntheticData? Find(string name) => Kinds.FirstOrDefault(kind => kind.Name == name);

    /// <summary>Draws rows of a kind.</summary>
    /// <exception cref="ArgumentException">There is no such kind, or the rows are too few.</exception>
    public static DataSet Draw(string name, int rows, ulong seed)
    {
        var kind = Find(name)
            ?? throw new ArgumentException($"There is no kind of data '{name}'; there are {string.Join(", ", Names)}.", nameof(name));
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, FewestRows);
        return kind.Draw(rows, new(SeedSequence.Derive(seed, -1, -1, "synthetic " + name)));
    }

    /// <summary>Names for rows: <c>isolate-0001</c>.</summary>
    internal static string[] RowNames(string what, int rows) => [.. Enumerable.Range(1, rows).Select(row => $"{what}-{row:0000}")];

    /// <summary>Random bases.</summary>
    internal static char[] Dna(RandomStream random, int length)
    {
        var bases = new char[length];
        for (var i = 0; i < length; i++)
        {
            bases[i] = "ACGT"[random.NextInt(4)];
        }

        return bases;
    }

    /// <summary>To a sixteenth: logarithms may differ in the last bit from machine to machine, and the data must not.</summary>
    internal static float Rounded(double value) => (float)(Math.Round(value * 16) / 16);
}
