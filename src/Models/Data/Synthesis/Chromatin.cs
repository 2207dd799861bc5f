using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Models.Data.Synthesis;

/// <summary>200 bases and four features, each of which holds where its factor's motif of eight bases stands in three places; a row may have
/// several.</summary>
internal sealed class Chromatin : ISyntheticData
{
    private const int Length = 200, Slots = 20, Sites = 3;

    private static readonly (string Factor, string Motif)[] Factors =
        [("CTCF", "CCAGCAGG"), ("GATA1", "AGATAAGG"), ("AP1", "TGACTCAT"), ("ETS1", "ACCGGAAG")];

    public string Name => "chromatin";

    public string Summary => "DNA of 200 bases with the motifs of up to four factors: which of them bind";

    public string Model => "danq";

    public string Metric => "auc";

    public DataSet Draw(int rows, RandomStream random)
    {
        var (sequences, labels) = (new string[rows], new float[rows * Factors.Length]);
        for (var row = 0; row < rows; row++)
        {
            var bases = SyntheticData.Dna(random, Length);
            int[] places = [.. Enumerable.Range(0, Slots)]; // motifs stand in slots of ten bases, so that none covers another
            random.Shuffle(places.AsSpan());
            for (var factor = 0; factor < Factors.Length; factor++)
            {
                if (random.NextInt(3) > 0)
                {
                    continue;
                }

                for (var site = 0; site < Sites; site++)
                {
                    Factors[factor].Motif.CopyTo(0, bases, places[factor * Sites + site] * (Length / Slots) + random.NextInt(3), 8);
                }

                labels[row * Factors.Length + factor] = 1;
            }

            sequences[row] = new(bases);
        }

        return new(SequenceInputs.Encode(sequences), new ValueTargets(labels, [.. Factors.Select(factor => factor.Factor)]),
            SyntheticData.RowNames("region", rows));
    }
}
