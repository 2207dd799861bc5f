using Orchestrator.Interpretation.Networks;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data.Sequences;
using Orchestrator.Models.Torch;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Methods;

/// <summary>
/// Weight tracing: the weight of every path from an input to an output is the product of the sizes of its weights, and an input matters as
/// much as its paths together. No rows are needed.
/// </summary>
/// <remarks>
/// The sum over the paths is the gradient of the network whose weights are |W| and whose biases are 0, at a row of ones: there no rectifier
/// is below 0. So paths through concatenations and skips are counted without being listed.
/// </remarks>
public sealed class WeightTracing : IAttributionMethod
{
    /// <inheritdoc />
    public MethodDescription Description { get; } = new(
        "weight-tracing",
        "products of weights along all paths from an input to an output",
        "Nayak 2021, A Deep Learning Approach to Variation Detection in Genomics, section 2.3.1.2: weights of pathways multiplied and "
            + "summed. For layers W_1 ... W_L the matrix |W_L| ... |W_1|, as Garson 1991 and Gevrey et al. 2003 (Ecological Modelling "
            + "160, \"weights\") take connection weights; max-pooling passes each of its places, batch normalisation scales by |g| / "
            + "sqrt(variance + e).",
        "Everything that depends on rows: signs that cancel, units that are never active, how often an input is there. Weights of inputs "
            + "that are always 0 stay as they were drawn and count in full.",
        [HyperParameter.Choice(MethodOptions.Output, "paths end at the outputs before any sigmoid or softmax", "raw")]);

    /// <inheritdoc />
    public string? Refusal(InterpretedFold fold) => AbsoluteWeights.LayerWithoutPaths(fold.Network.Module) is { } layer
        ? $"its {layer} does more than add up weighted inputs, so that paths have no weight; use integrated-gradients or "
            + "input-manipulation."
        : null;

    /// <inheritdoc />
    public MethodScores Compute(MethodContext context)
    {
        using var scope = NewDisposeScope();
        using var absolute = new AbsoluteWeights(context.Network.Module);
        var row = ones([1, context.Network.Width], device: context.Network.Device);
        if (context.Network.IsSequence)
        {
            // Every base is there at every position, and the row does not end.
            var (length, device) = (context.Network.Shape.Row[0], context.Network.Device);
            row = cat([ones(1, length, DnaAlphabet.Bases, device: device),
                zeros(1, length, DnaAlphabet.Count - DnaAlphabet.Bases, device: device)], 2).flatten(1);
        }

        var paths = context.Network.Gradients(row, context.Outputs, OutputScale.Raw);
        if (context.Network.IsSequence)
        {
            paths = Array.ConvertAll(paths, path => path.reshape(1, -1, DnaAlphabet.Count).narrow(2, 0, DnaAlphabet.Bases).flatten(1));
        }

        var shape = GradientSums.ShapeOf(context);
        var inputs = shape.Aggregate(1, (product, extent) => product * extent);
        var scores = cat(Array.ConvertAll(paths, path => path.reshape(1, -1))).t();
        return GradientSums.Restricted(context, new(shape,
            new(inputs, context.Outputs.Length, scores.ToArray<float>()), null));
    }
}
