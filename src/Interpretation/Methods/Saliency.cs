using Orchestrator.Interpretation.Networks;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Methods;

/// <summary>The mean size of the gradient: how much an output would change with a small change of an input.</summary>
public sealed class Saliency : IAttributionMethod
{
    /// <inheritdoc />
    public MethodDescription Description { get; } = new(
        "saliency",
        "mean size of the gradient of an output by each input",
        "Simonyan, Vedaldi and Zisserman 2014, arXiv 1312.6034, equation 4: w = dS/dI at the rows; here the mean of |w| over them. Of DNA "
            + "less the mean over the bases of a position (Majdandzic et al. 2023, Genome Biology 24).",
        "Inputs behind saturated units: their gradient is 0 however much they matter. What a whole step from 0 to 1 does, where the "
            + "network is not linear. It is not zero for inputs that are never there.",
        MethodOptions.Common(rows: 512));

    /// <inheritdoc />
    public string? Refusal(InterpretedFold fold) => GradientSums.Refusal(fold);

    /// <inheritdoc />
    public MethodScores Compute(MethodContext context) => GradientSums.Over(context, (rows, _) =>
    {
        var gradients = context.Network.Gradients(rows, context.Outputs, context.Scale);
        return context.Network.IsSequence
            ? Array.ConvertAll(gradients, gradient => DnaCodes.Centred(gradient, rows))
            : Array.ConvertAll(gradients, gradient => gradient.reshape(rows.shape[0], -1));
    });
}
