using Orchestrator.Contracts.Randomness;
using Orchestrator.Interpretation.Motifs;
using Orchestrator.Models.Data;
using Xunit.Abstractions;

namespace Orchestrator.Interpretation.Tests.Trained;

/// <summary>A motif that is planted in DNA is learned by a filter of the first layer, and recognised among known motifs.</summary>
public sealed class PlantedMotifTests(ITestOutputHelper log)
{
    private const string Planted = "TGACTCA"; // AP-1

    [Fact]
    public void A_filter_learns_the_motif_and_the_comparison_names_it()
    {
        using var fold = TrainedTrait.Train(Sequences(800, 40), "sequence-cnn", steps: 300, rate: 0.2, decay: 1e-4, seed: 2,
            ("filters", 8), ("kernel", 9), ("pool", 40), ("units", 16), ("dropout", 0));
        log.WriteLine($"accuracy {TrainedTrait.Accuracy(fold):F3}");
        TrainedTrait.Accuracy(fold).ShouldBeGreaterThan(0.8);

        var filters = FilterMotifs.Of(fold).Where(filter => filter.Motif is not null).Select(filter => filter.Motif!).ToArray();
        var matches = filters.Select(new MotifComparison([Known("AP-1", Planted), .. Others(40)]).Compare).ToArray();

        foreach (var (filter, match) in filters.Zip(matches))
        {
            log.WriteLine($"{filter.Name} {filter.Consensus} {filter.Sites} sites {filter.Information().Sum():F1} bits: {match[0]}");
        }

        var best = matches.Select(found => found[0]).MinBy(match => match.PValue)!;
        best.Target.ShouldBe("AP-1");
        best.EValue.ShouldBeLessThan(0.05);
    }

    private static DataSet Sequences(int rows, int length)
    {
        var random = new RandomStream(31);
        var (sequences, labels) = (new string[rows], new string[rows]);
        for (var row = 0; row < rows; row++)
        {
            var bases = Enumerable.Range(0, length).Select(_ => "ACGT"[random.NextInt(4)]).ToArray();
            var bound = row % 2 == 0;
            if (bound)
            {
                Planted.CopyTo(0, bases, random.NextInt(length - Planted.Length), Planted.Length);
            }

            (sequences[row], labels[row]) = (new(bases), bound ? "bound" : "free");
        }

        return new(SequenceInputs.Encode(sequences), ClassTargets.FromLabels(labels), sequences);
    }

    private static Motif Known(string name, string consensus) =>
        new(name, [.. consensus.SelectMany(letter => "ACGT".Select(own => own == letter ? 0.91 : 0.03))], 100);

    private static IEnumerable<Motif> Others(int count)
    {
        var random = new RandomStream(32);
        return Enumerable.Range(0, count).Select(number =>
            Known($"other {number}", string.Concat(Enumerable.Range(0, 8).Select(_ => "ACGT"[random.NextInt(4)])))).ToArray();
    }
}
