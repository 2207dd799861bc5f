using Orchestrator.Interpretation.Networks;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data.Sequences;
using Orchestrator.Models.Torch;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Methods;

/// <summary>Occlusion: what an output loses when an input, or a window of a sequence, is replaced by the baseline.</summary>
public sealed class Occlusion : IAttributionMethod
{
    private const string Window = "window";

    /// <inheritdoc />
    public MethodDescription Description { get; } = new(
        "occlusion",
        "what an output loses when an input, or a window of DNA, is taken away",
        "Zeiler and Fergus 2014, arXiv 1311.2901, section 4.2: f(x) - f(x with the window replaced); the mean over the rows, and that "
            + "of its size. Of DNA each position has the mean over the windows that cover it.",
        "Inputs that are as in the baseline: absent ones cannot be taken away. Of two inputs of which one is enough, neither is missed. "
            + "A window blurs what stands in it.",
        [
            .. MethodOptions.Common(rows: 128),
            MethodOptions.BaselineOption,
            HyperParameter.Integer(Window, 5, 1, 10_000, "positions of DNA that are taken away together"),
            MethodOptions.BudgetOption,
        ]);

    /// <inheritdoc />
    public bool ScoresPositions => true;

    /// <inheritdoc />
    public MethodScores Compute(MethodContext context)
    {
        using var scope = NewDisposeScope();
        var network = context.Network;
        var rows = network.Encode(context.Fold.Data.Inputs, context.Rows);
        var baseline = Baselines.Of(context.Fold, rows, context.Options.Choice(MethodOptions.Baseline) == "mean");
        var asTheyAre = network.AllOutputs(rows, context.Scale);
        return network.IsSequence
            ? GradientSums.Restricted(context, OfPositions(context, rows, baseline, asTheyAre))
            : OfInputs(context, rows, baseline, asTheyAre);
    }

    private static MethodScores OfInputs(MethodContext context, Tensor rows, Tensor baseline, float[] asTheyAre)
    {
        var (inputs, screening) = InputScreening.Choose(context, rows);
        var values = Array.ConvertAll(inputs, input => rows.select(1, input).ToArray<float>());
        var nothing = Array.ConvertAll(inputs, input => baseline[0, input].item<float>());
        var sums = new ScoreSums(inputs.Length, context.Outputs.Length);
        var items = from input in Enumerable.Range(0, inputs.Length)
                    from row in Enumerable.Range(0, context.Rows.Length)
                    where values[input][row] != nothing[input] // otherwise nothing changes
                    select (Input: input, Row: row);
        new EditedRows(context.Network, rows, context.Scale, context.Stop).Run(items, item => item.Row,
            (copies, part) => EditedRows.Set(copies, Array.ConvertAll(part, item => (long)inputs[item.Input]),
                Array.ConvertAll(part, item => nothing[item.Input]), 1),
            (part, outputs) =>
            {
                for (var i = 0; i < part.Length; i++)
                {
                    Losses(context, asTheyAre, part[i].Row, outputs, i,
                        (output, loss) => sums.Add(part[i].Input, output, loss));
                }

                context.Report(part[^1].Input, inputs.Length);
            });
        var (scores, direction) = sums.Means(_ => context.Rows.Length, context.Network.Width, screening is null ? null : inputs);
        return new(context.Network.Shape.Row, scores, direction) { Screening = screening };
    }

    private static MethodScores OfPositions(MethodContext context, Tensor rows, Tensor baseline, float[] asTheyAre)
    {
        var length = context.Network.Shape.Row[0];
        var window = Math.Min(context.Options.Integer(Window), length);
        var windows = length - window + 1;
        var ends = DnaCodes.Ended(rows).lt(0.5).sum(1).ToArray<long>();
        var (replacements, each) = (baseline.ToArray<float>(), window * DnaAlphabet.Count);
        var (sums, covered) = (new ScoreSums(length, context.Outputs.Length), new double[length]);
        var items = from row in Enumerable.Range(0, context.Rows.Length)
                    from start in Enumerable.Range(0, windows)
                    where start < ends[row] // behind it there is nothing to take away
                    select (Row: row, Start: start);
        new EditedRows(context.Network, rows, context.Scale, context.Stop).Run(items, item => item.Row,
            (copies, part) =>
            {
                var (columns, values) = (new long[part.Length * each], new float[part.Length * each]);
                for (var at = 0; at < columns.Length; at++)
                {
                    var (row, start) = part[at / each];
                    var column = start * DnaAlphabet.Count + at % each;
                    (columns[at], values[at]) = (column, replacements[row * context.Network.Width + column]);
                }

                EditedRows.Set(copies, columns, values, each);
            },
            (part, outputs) =>
            {
                for (var i = 0; i < part.Length; i++)
                {
                    for (var position = part[i].Start; position < Math.Min(part[i].Start + window, ends[part[i].Row]); position++)
                    {
                        covered[position]++;
                        Losses(context, asTheyAre, part[i].Row, outputs, i, (output, loss) => sums.Add(position, output, loss));
                    }
                }

                context.Report(part[^1].Row, context.Rows.Length);
            });
        var (scores, direction) = sums.Means(position => covered[position], length);
        return new([length], scores, direction);
    }

    private static void Losses(MethodContext context, float[] asTheyAre, int row, float[] outputs, int item, Action<int, double> take)
    {
        var all = context.Network.Shape.Outputs;
        for (var i = 0; i < context.Outputs.Length; i++)
        {
            take(i, (double)asTheyAre[row * all + context.Outputs[i]] - outputs[item * all + context.Outputs[i]]);
        }
    }
}
