using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Models.Data.Synthesis;

/// <summary>
/// Copies of one gene of 180 bases with up to two substitutions and now and then a deletion. A substitution within the active site (bases
/// 60 to 95) or a deletion makes the isolate resistant; three labels in a hundred are wrong, as laboratories' are.
/// </summary>
internal sealed class ResistanceGenes : ISyntheticData
{
    private const int Length = 180, SiteBegin = 60, SiteEnd = 96;

    public string Name => "resistance-gene";

    public string Summary => "copies of a gene of 180 bases: changes in its active site, and deletions, make resistant";

    public string Model => "sequence-bilstm";

    public string Metric => "accuracy";

    public DataSet Draw(int rows, RandomStream random)
    {
        var reference = SyntheticData.Dna(random, Length);
        var (sequences, labels) = (new string[rows], new string[rows]);
        for (var row = 0; row < rows; row++)
        {
            var bases = (char[])reference.Clone();
            var resistant = false;
            for (var change = random.NextInt(3); change > 0; change--)
            {
                var at = random.NextInt(2) == 0 ? SiteBegin + random.NextInt(SiteEnd - SiteBegin) : random.NextInt(Length);
                bases[at] = "ACGT"[("ACGT".IndexOf(bases[at]) + 1 + random.NextInt(3)) % 4];
                resistant |= at is >= SiteBegin and < SiteEnd;
            }

            var sequence = new string(bases);
            if (random.NextInt(10) == 0)
            {
                sequence = sequence.Remove(random.NextInt(Length - 4), 1 + random.NextInt(4));
                resistant = true;
            }

            if (random.NextInt(100) < 3)
            {
                resistant = !resistant;
            }

            (sequences[row], labels[row]) = (sequence, resistant ? "resistant" : "susceptible");
        }

        return new(SequenceInputs.Encode(sequences), ClassTargets.FromLabels(labels), SyntheticData.RowNames("isolate", rows));
    }
}
