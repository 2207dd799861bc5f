using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Models.Data.Synthesis;

/// <summary>60 bases with a donor (GTAAGT) behind their middle, an acceptor (TTTCAG) before it, or neither; each motif base is right nine
/// times in ten.</summary>
internal sealed class SpliceSites : ISyntheticData
{
    private const int Length = 60, Middle = 30;

    public string Name => "splice";

    public string Summary => "DNA of 60 bases: donor site, acceptor site or neither in the middle";

    public string Model => "sequence-cnn";

    public string Metric => "accuracy";

    public DataSet Draw(int rows, RandomStream random)
    {
        var (sequences, labels) = (new string[rows], new string[rows]);
        for (var row = 0; row < rows; row++)
        {
            var bases = SyntheticData.Dna(random, Length);
            var (label, motif, at) = random.NextInt(4)
                switch
            { 0 => ("EI", "GTAAGT", Middle), 1 => ("IE", "TTTCAG", Middle - 6), _ => ("N", "", Middle) };
            for (var i = 0; i < motif.Length; i++)
            {
                if (random.NextInt(10) > 0)
                {
                    bases[at + i] = motif[i];
                }
            }

            (sequences[row], labels[row]) = (new(bases), label);
        }

        return new(SequenceInputs.Encode(sequences), ClassTargets.FromLabels(labels), SyntheticData.RowNames("dna", rows));
    }
}
