using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Models.Data.Synthesis;

/// <summary>
/// Individuals with random genes, some of which make a trait: data whose right answer is known, so that a network and the search for the
/// genes that it relies on can be tested.
/// </summary>
/// <param name="Data">Genes (<see cref="SparseInputs"/>, named <c>gene 0</c> ...) and the classes <c>absent</c>, <c>present</c>.</param>
/// <param name="Planted">The genes that make the trait; of <see cref="TraitKind.SingleOrPair"/> the single one first.</param>
public sealed record ArtificialTrait(DataSet Data, IReadOnlyList<int> Planted)
{
    /// <summary>Draws individuals and their trait.</summary>
    /// <param name="kind">Which genes make it.</param>
    /// <param name="rows">Number of individuals, at least 2.</param>
    /// <param name="genes">Number of genes, at least 3.</param>
    /// <param name="plantedFrequency">Share of the individuals that carry each planted gene, in (0, 1); the papers use 0.5 and 0.001 to
    /// 0.05.</param>
    /// <param name="lowFrequency">Least share that carries another gene, in (0, 1).</param>
    /// <param name="highFrequency">Greatest such share; each gene's own is drawn evenly between the two.</param>
    /// <param name="seed">Any value; the same one gives the same data.</param>
    /// <exception cref="ArgumentException">Nobody, or everybody, would have the trait: genes of that frequency do not meet in so few
    /// individuals.</exception>
    public static ArtificialTrait Generate(TraitKind kind, int rows, int genes, double plantedFrequency, double lowFrequency,
        double highFrequency, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(genes, 3);
        foreach (var share in new[] { plantedFrequency, lowFrequency, highFrequency })
        {
            if (share is not (> 0 and < 1))
            {
                throw new ArgumentOutOfRangeException(nameof(plantedFrequency), share, "A frequency lies between 0 and 1.");
            }
        }

        var random = new RandomStream(SeedSequence.Derive(seed, -1, -1, "artificial trait"));
        int[] order = [.. Enumerable.Range(0, genes)];
        random.Shuffle(order.AsSpan());
        var planted = order[..(kind switch { TraitKind.Single => 1, TraitKind.Pair => 2, _ => 3 })];
        var frequencies = new double[genes];
        for (var gene = 0; gene < genes; gene++)
        {
            frequencies[gene] = lowFrequency + (highFrequency - lowFrequency) * random.NextDouble();
        }

        foreach (var gene in planted)
        {
            frequencies[gene] = plantedFrequency;
        }

        var (starts, columns, classes) = (new int[rows + 1], new List<int>(), new int[rows]);
        var carries = new bool[genes];
        for (var row = 0; row < rows; row++)
        {
            for (var gene = 0; gene < genes; gene++)
            {
                carries[gene] = random.NextDouble() < frequencies[gene];
                if (carries[gene])
                {
                    columns.Add(gene);
                }
            }

            starts[row + 1] = columns.Count;
            classes[row] = Shows(kind, planted, carries) ? 1 : 0;
        }

        var present = classes.Sum();
        if (present == 0 || present == rows)
        {
            throw new ArgumentException(
                $"{present} of {rows} individuals would have the trait: draw more of them, or use another frequency.",
                    nameof(plantedFrequency));
        }

        var inputs = new SparseInputs(starts, [.. columns], null, genes, [.. Enumerable.Range(0, genes).Select(gene => $"gene {gene}")]);
        return new(
            new(inputs, new ClassTargets(classes, ["absent", "present"]),
                [.. Enumerable.Range(0, rows).Select(row => $"individual {row}")]), planted);
    }

    private static bool Shows(TraitKind kind, int[] planted, bool[] carries) => kind == TraitKind.SingleOrPair
        ? carries[planted[0]] || (carries[planted[1]] && carries[planted[2]])
        : planted.All(gene => carries[gene]);
}
