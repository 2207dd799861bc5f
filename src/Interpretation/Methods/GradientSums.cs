using Orchestrator.Contracts.Collections;
using Orchestrator.Interpretation.Attributions;
using Orchestrator.Interpretation.Networks;
using Orchestrator.Models.Data.Sequences;
using Orchestrator.Models.Torch;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Methods;

/// <summary>The mean over rows of what each input contributes to each output, and of its size: all inputs at once.</summary>
internal static class GradientSums
{
    /// <summary>Why no gradient can be summed up; null = it can.</summary>
    public static string? Refusal(InterpretedFold fold) => fold.Network.HasGradient ? null
        : "the outputs are those of a forest, which have no gradient; use occlusion, permutation or in-silico-mutagenesis.";

    /// <summary>Runs over the rows of a context, part by part.</summary>
    /// <param name="context">Rows and outputs.</param>
    /// <param name="contributions">From a part (rows, width) to the contributions for each of the context's outputs, (rows,
    /// inputs). It may tell which share of the part is done.</param>
    public static MethodScores Over(MethodContext context, Func<Tensor, Action<double>, Tensor[]> contributions)
    {
        using var scope = NewDisposeScope();
        var network = context.Network;
        var (outputs, shape) = (context.Outputs.Length, ShapeOf(context));
        var inputs = shape.Aggregate(1, (product, extent) => product * extent);
        var sizes = zeros([outputs, inputs], float64, network.Device);
        var signed = zeros([outputs, inputs], float64, network.Device);
        for (var start = 0; start < context.Rows.Length; start += network.RowsAtOnce)
        {
            context.Stop.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            var part = context.Rows.AsSpan(start, Math.Min(network.RowsAtOnce, context.Rows.Length - start));
            var (before, length) = (start, part.Length);
            var found = contributions(network.Encode(context.Fold.Data.Inputs, part),
                share => context.Progress?.Report((before + share * length) / context.Rows.Length));
            for (var i = 0; i < outputs; i++)
            {
                sizes[i].add_(found[i].abs().sum(0, type: float64));
                signed[i].add_(found[i].sum(0, type: float64));
            }

            context.Report(start + part.Length, context.Rows.Length);
        }

        return Restricted(context, new(shape, Matrix(sizes), Matrix(signed)));

        ScoreMatrix Matrix(Tensor sums) => new(inputs, outputs, (sums / context.Rows.Length).t().ToArray<float>());
    }

    /// <summary>The scores of the inputs that were asked for.</summary>
    public static MethodScores Restricted(MethodContext context, MethodScores scores)
    {
        if (context.Inputs is not { } chosen)
        {
            return scores;
        }

        return new(scores.InputShape, Only(scores.Scores), scores.Direction is null ? null : Only(scores.Direction))
        {
            Screening = new(InputScreening.ByRequest, chosen.Length, scores.Scores.Inputs),
        };

        ScoreMatrix Only(ScoreMatrix matrix) => new(matrix.Inputs, matrix.Outputs,
            [.. chosen.SelectMany(input => Enumerable.Range(0, matrix.Outputs).Select(output => matrix[input, output]))], chosen);
    }

    /// <summary>Extents of a network's inputs: of DNA (positions, 4).</summary>
    public static EquatableList<int> ShapeOf(MethodContext context) =>
        context.Network.IsSequence ? [context.Network.Shape.Row[0], DnaAlphabet.Bases] : context.Network.Shape.Row;
}
