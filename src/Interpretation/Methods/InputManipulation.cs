using Orchestrator.Interpretation.Networks;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Torch;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Methods;

/// <summary>Input manipulation: an input is there and is not there, while all others are as in rows that are drawn.</summary>
public sealed class InputManipulation : IAttributionMethod
{
    private const string Draws = "draws";

    /// <inheritdoc />
    public MethodDescription Description { get; } = new(
        "input-manipulation",
        "an input is set to present and to absent in rows that are drawn",
        "Nayak 2021, A Deep Learning Approach to Variation Detection in Genomics, section 2.3.1.1: the mean output over 100 draws of the "
            + "other inputs; here of |f(present) - f(absent)| over the same draws for all inputs, and of the difference for the direction. "
            + "The others are drawn as whole rows, so that what hangs together stays together. As the partial dependence of Friedman 2001 "
            + "between two points, with individual curves kept apart (Goldstein et al. 2015).",
        "Copies: of two inputs that always go together the network may use either. Combinations that no row has are asked about all the "
            + "same. A rare partner of a pair is rarely there in the draws.",
        [.. MethodOptions.Common(rows: 0, probability: true), HyperParameter.Integer(Draws, 100, 1, 1_000_000, "rows that are drawn"),
            MethodOptions.BudgetOption]);

    /// <inheritdoc />
    public string? Refusal(InterpretedFold fold) => fold.Network.IsSequence
        ? "DNA has no inputs that are there or not; use in-silico-mutagenesis, which tries each other base."
        : null;

    /// <inheritdoc />
    public MethodScores Compute(MethodContext context)
    {
        using var scope = NewDisposeScope();
        var network = context.Network;
        var draws = RowSampling.Draw(context.Rows, context.Options.Integer(Draws), context.Random("manipulated rows"));
        var rows = network.Encode(context.Fold.Data.Inputs, draws);
        var (inputs, screening) = InputScreening.Choose(context, rows);
        var clamps = ClampValues.Of(rows, inputs);
        var sums = new ScoreSums(inputs.Length, context.Outputs.Length);

        // Of each input and draw the outputs with the input absent and present: of 0 and 1 one of the two is the row as it is.
        var values = Array.ConvertAll(inputs, input => rows.select(1, input).ToArray<float>());
        var asTheyAre = network.AllOutputs(rows, context.Scale);
        var all = network.Shape.Outputs;
        var pair = new float[2 * draws.Length * all];
        var current = -1;
        new EditedRows(network, rows, context.Scale, context.Stop).Run(Items(), item => item.Draw,
            (copies, items) => EditedRows.Set(copies, Array.ConvertAll(items, item => (long)inputs[item.Input]),
                Array.ConvertAll(items, item => item.Present ? clamps[item.Input].Present : clamps[item.Input].Absent), 1),
            (items, outputs) =>
            {
                for (var i = 0; i < items.Length; i++)
                {
                    Advance(items[i].Input);
                    outputs.AsSpan(i * all, all).CopyTo(Of(items[i].Present, items[i].Draw));
                }

                context.Report(current, inputs.Length);
            });
        Advance(inputs.Length);

        var (scores, direction) = sums.Means(_ => draws.Length, network.Width, screening is null ? null : inputs);
        return new(network.Shape.Row, scores, direction) { Screening = screening };

        IEnumerable<(int Input, bool Present, int Draw)> Items()
        {
            for (var input = 0; input < inputs.Length; input++)
            {
                for (var draw = 0; draw < draws.Length; draw++)
                {
                    if (values[input][draw] != clamps[input].Absent)
                    {
                        yield return (input, false, draw);
                    }

                    if (values[input][draw] != clamps[input].Present)
                    {
                        yield return (input, true, draw);
                    }
                }
            }
        }

        Span<float> Of(bool present, int draw) => pair.AsSpan(((present ? draws.Length : 0) + draw) * all, all);

        // Adds up the inputs before the next one, whose outputs are all there, and begins each from the rows as they are.
        void Advance(int next)
        {
            while (current < next)
            {
                if (current >= 0)
                {
                    AddUp();
                }

                current++;
                asTheyAre.CopyTo(pair, 0);
                asTheyAre.CopyTo(pair, asTheyAre.Length);
            }
        }

        void AddUp()
        {
            for (var draw = 0; draw < draws.Length; draw++)
            {
                for (var i = 0; i < context.Outputs.Length; i++)
                {
                    var output = context.Outputs[i];
                    sums.Add(current, i, (double)Of(true, draw)[output] - Of(false, draw)[output]);
                }
            }
        }
    }
}
