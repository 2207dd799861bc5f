using Orchestrator.Interpretation.Networks;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Methods;

/// <summary>Gradient times input: what an input would contribute if the network were linear through the row.</summary>
public sealed class GradientTimesInput : IAttributionMethod
{
    /// <inheritdoc />
    public MethodDescription Description { get; } = new(
        "gradient-x-input",
        "gradient of an output by each input, times the input",
        "Shrikumar, Greenside, Shcherbina and Kundaje 2016, arXiv 1605.01713: x * dS/dx; the mean over the rows, and that of its "
            + "size.",
        "Inputs that matter by their absence: 0 times a gradient is 0. Inputs behind saturated units. Rare inputs count by how often they "
            + "are there.",
        MethodOptions.Common(rows: 512));

    /// <inheritdoc />
    public string? Refusal(InterpretedFold fold) => GradientSums.Refusal(fold);

    /// <inheritdoc />
    public MethodScores Compute(MethodContext context) => GradientSums.Over(context, (rows, _) =>
    {
        var gradients = context.Network.Gradients(rows, context.Outputs, context.Scale);
        return Array.ConvertAll(gradients, gradient => context.Network.IsSequence ? DnaCodes.ShareOut(gradient * rows) : gradient * rows);
    });
}
