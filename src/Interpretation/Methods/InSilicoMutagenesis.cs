using Orchestrator.Interpretation.Networks;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Sequences;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Methods;

/// <summary>In-silico mutagenesis: what each other base at each position would do to the outputs.</summary>
public sealed class InSilicoMutagenesis : IAttributionMethod
{
    /// <inheritdoc />
    public MethodDescription Description { get; } = new(
        "in-silico-mutagenesis",
        "what each other base at each position does to the outputs",
        "Zhou and Troyanskaya 2015, Nature Methods 12 (DeepSEA), section \"in silico saturated mutagenesis\": f(mutated) - f(x) for the "
            + "three other bases of every position; the mean over the rows in which the base is another one, and that of its size.",
        "Motifs that are there twice: one mutation leaves the other. Several mutations that act together. It takes three passes a position "
            + "and row.",
        MethodOptions.Common(rows: 32));

    /// <inheritdoc />
    public string? Refusal(InterpretedFold fold) => fold.Network.IsSequence
        ? null
        : "it tries bases, and the rows are numbers; use input-manipulation or occlusion.";

    /// <inheritdoc />
    public MethodScores Compute(MethodContext context)
    {
        using var scope = NewDisposeScope();
        var (network, sequences) = (context.Network, (SequenceInputs)context.Fold.Data.Inputs);
        var rows = network.Encode(sequences, context.Rows);
        var (asTheyAre, all, length) = (network.AllOutputs(rows, context.Scale), network.Shape.Outputs, network.Shape.Row[0]);
        var inputs = length * DnaAlphabet.Bases;
        var (sums, tried) = (new ScoreSums(inputs, context.Outputs.Length), new int[inputs]);
        new EditedRows(network, rows, context.Scale, context.Stop).Run(Mutations(), item => item.Row,
            (copies, part) =>
            {
                var (columns, values) = (new long[part.Length * DnaAlphabet.Count], new float[part.Length * DnaAlphabet.Count]);
                for (var at = 0; at < columns.Length; at++)
                {
                    var (mutation, code) = (part[at / DnaAlphabet.Count], at % DnaAlphabet.Count);
                    (columns[at], values[at]) = (mutation.Position * DnaAlphabet.Count + code, code == mutation.Base ? 1 : 0);
                }

                EditedRows.Set(copies, columns, values, DnaAlphabet.Count);
            },
            (part, outputs) =>
            {
                for (var item = 0; item < part.Length; item++)
                {
                    var input = part[item].Position * DnaAlphabet.Bases + part[item].Base;
                    tried[input]++;
                    for (var i = 0; i < context.Outputs.Length; i++)
                    {
                        var output = context.Outputs[i];
                        sums.Add(input, i, (double)outputs[item * all + output] - asTheyAre[part[item].Row * all + output]);
                    }
                }

                context.Report(part[^1].Row, context.Rows.Length);
            });
        var (scores, direction) = sums.Means(input => tried[input], inputs);
        return GradientSums.Restricted(context, new([length, DnaAlphabet.Bases], scores, direction));

        IEnumerable<(int Row, int Position, int Base)> Mutations()
        {
            for (var row = 0; row < context.Rows.Length; row++)
            {
                for (var position = 0; position < length; position++)
                {
                    var own = sequences.Codes(context.Rows[row])[position];
                    for (var other = 0; other < DnaAlphabet.Bases; other++)
                    {
                        if (other != own && own < DnaAlphabet.Bases) // an unknown base has no others, and an end none at all
                        {
                            yield return (row, position, other);
                        }
                    }
                }
            }
        }
    }
}
