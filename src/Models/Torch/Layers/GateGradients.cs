using static TorchSharp.torch;

namespace Orchestrator.Models.Torch.Layers;

/// <summary>
/// The identity on what the input contributes to the gates of all steps. The gradient that comes back through it is that of every step's
/// gates, so that the gradient of the recurrent weights is one product over all steps, dW_hh = sum_t dgates_t^T h_(t-1); autograd would add
/// up one matrix a step.
/// </summary>
/// <remarks>The steps themselves take the weights detached. An exception in <see cref="backward"/> would end the process: it only
/// multiplies.</remarks>
internal sealed class GateGradients : autograd.SingleTensorFunction<GateGradients>
{
    private const string StatesKey = "states";

    /// <inheritdoc />
    public override string Name => nameof(GateGradients);

    /// <summary>Applies it.</summary>
    /// <param name="mapped">(steps, batch, gates x units).</param>
    /// <param name="recurrent">W_hh (gates x units, units).</param>
    /// <param name="states">What the recurrent weights have seen: to be filled in before the gradient is computed.</param>
    public static Tensor Of(Tensor mapped, Tensor recurrent, SeenStates states) => apply(mapped, recurrent, states);

    /// <inheritdoc />
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        ctx.save_data(StatesKey, vars[2]);
        return ((Tensor)vars[0]).alias();
    }

    /// <inheritdoc />
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var seen = ((SeenStates)ctx.get_data(StatesKey)).AfterFirst;
        if (seen is null)
        {
            return [grad_output, null!, null!];
        }

        // This way round the product is half as fast again as its transpose.
        var gates = grad_output.narrow(0, 1, grad_output.shape[0] - 1).flatten(0, 1);
        return [grad_output, seen.flatten(0, 1).t().mm(gates).t(), null!];
    }

    /// <summary>States before each step but the first, as the recurrent weights see them.</summary>
    internal sealed class SeenStates
    {
        /// <summary>(steps - 1, batch, units), of the scope in which the gradient is computed; null where there was one step.</summary>
        public Tensor? AfterFirst { get; set; }
    }
}
