using Orchestrator.Contracts.Randomness;
using Orchestrator.Interpretation.Motifs;

namespace Orchestrator.Interpretation.Tests.Motifs;

public sealed class MotifComparisonTests
{
    [Fact]
    public void A_certain_base_tells_two_bits_and_an_even_one_none()
    {
        var motif = new Motif("m", [0, 0, 8, 0, 1, 1, 1, 1, 2, 2, 0, 0]);

        motif.Information().ShouldBe([2, 0, 1], 1e-9);
        motif.Information([0.1, 0.1, 0.7, 0.1])[0].ShouldBe(Math.Log2(1 / 0.7), 1e-9);
        motif.Consensus.ShouldBe("GNA");
        motif.ReverseComplement().Consensus.ShouldBe("GNC"); // of A or C: G or T
    }

    [Fact]
    public void A_motif_within_another_is_found_at_its_place()
    {
        var known = Drawn(20, 12, seed: 3);
        var part = new Motif("part", [.. Enumerable.Range(3, 7).SelectMany(position => known[5][position].ToArray())]);

        var best = new MotifComparison(known).Compare(part)[0];

        (best.Target, best.Offset, best.Overlap, best.ReverseComplement).ShouldBe(("known 5", 3, 7, false));
        best.Score.ShouldBe(7, 1e-9);
        best.PValue.ShouldBeLessThan(1e-3);
        best.EValue.ShouldBe(20 * best.PValue, 1e-12);
    }

    [Fact]
    public void The_other_strand_is_looked_at()
    {
        var known = Drawn(20, 10, seed: 4);

        var best = new MotifComparison(known).Compare(known[2].ReverseComplement())[0];

        (best.Target, best.Offset, best.Overlap, best.ReverseComplement).ShouldBe(("known 2", 0, 10, true));
    }

    [Fact]
    public void A_motif_may_reach_beyond_both_ends()
    {
        var known = Drawn(20, 8, seed: 5);
        var longer = new Motif("longer", [.. Flat(Drawn(1, 3, seed: 6)[0]), .. Flat(known[7]), .. Flat(Drawn(1, 2, seed: 7)[0])]);

        var best = new MotifComparison(known).Compare(longer)[0];

        (best.Target, best.Offset, best.Overlap).ShouldBe(("known 7", -3, 8));
    }

    /// <summary>Motifs that have nothing to do with the known ones: p is at most 0.1 in about a tenth.</summary>
    [Fact]
    public void Chance_fits_have_even_p_values()
    {
        var comparison = new MotifComparison(Drawn(30, 10, seed: 8));

        var values = Drawn(25, 9, seed: 9).SelectMany(query => comparison.Compare(query).Select(match => match.PValue)).ToArray();

        values.Length.ShouldBe(750);
        values.Count(p => p <= 0.1).ShouldBeInRange(25, 130); // 75 are expected; offsets that overlap make p a little large
        values.Count(p => p <= 0.01).ShouldBeInRange(0, 20);
        values.ShouldAllBe(p => p > 0 && p <= 1);
    }

    /// <summary>One position against single columns: half of them fit as well as an equal one.</summary>
    [Fact]
    public void P_of_one_position_is_counted_by_hand()
    {
        Motif[] known = [new("a", [1, 0, 0, 0]), new("b", [0, 1, 0, 0])]; // and on the other strand T and G

        var match = new MotifComparison(known, leastOverlap: 1).Compare(new("query", [1, 0, 0, 0]))[0];

        match.Target.ShouldBe("a");
        match.PValue.ShouldBe(1 - Math.Pow(1 - 1 / 4.0, 2), 1e-9); // one of four columns, at one offset on two strands
    }

    [Fact]
    public void Nothing_to_compare_with_and_no_frequencies_are_refused()
    {
        Should.Throw<ArgumentException>(() => new MotifComparison([]));
        Should.Throw<ArgumentException>(() => new Motif("m", []));
        Should.Throw<ArgumentException>(() => new Motif("m", [1, 2, 3]));
        Should.Throw<ArgumentException>(() => new Motif("m", [0, 0, 0, 0])).Message.ShouldContain("Position 1");
        Should.Throw<ArgumentException>(() => new Motif("m", [1, -1, 0, 1]));
    }

    private static double[] Flat(Motif motif) => [.. Enumerable.Range(0, motif.Width).SelectMany(position => motif[position].ToArray())];

    private static Motif[] Drawn(int count, int width, ulong seed)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, count).Select(number => new Motif($"known {number}",
            [.. Enumerable.Range(0, width * 4).Select(_ => Math.Pow(random.NextDouble(), 4) + 0.01)]))];
    }
}
