using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Orchestrator.Models.Torch.Optimizers;

/// <summary>
/// Adam (Kingma &amp; Ba 2015, algorithm 1) and AdamW (Loshchilov &amp; Hutter 2019, algorithm 2), every parameter's step in one call of
/// libtorch's fused kernel, on
/// CPU and GPU.
/// </summary>
internal sealed class FusedAdam : Optimizer
{
    private readonly bool decoupled;
    private readonly double beta1, beta2, epsilon;
    private readonly Tensor steps; // a number: the kernel wants it as a tensor, for which every parameter may give the same
    private readonly Lists ofAll;

    /// <param name="parameters">What is trained.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="beta1">Decay of the mean of gradients, in [0, 1).</param>
    /// <param name="beta2">Decay of the mean of their squares, in [0, 1).</param>
    /// <param name="epsilon">Keeps the denominator from 0.</param>
    /// <param name="weightDecay">Adam adds it times the weight to the gradient, AdamW takes it times the step size from the weight.</param>
    /// <param name="decoupled">AdamW.</param>
    public FusedAdam(
        IEnumerable<Parameter> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8,
            double weightDecay = 0,
        bool decoupled = false)
        : base(parameters, learningRate, weightDecay, "mean", "square")
    {
        (this.beta1, this.beta2, this.epsilon, this.decoupled) = (beta1, beta2, epsilon, decoupled);
        steps = zeros([], float32, Parameters.FirstOrDefault()?.device).DetachFromDisposeScope();
        ofAll = Of(All);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        steps.Dispose();
    }

    private protected override void Update(int[] trained, Tensor[] gradients)
    {
        steps.fill_(StepCount);
        var (parameters, means, squares, counts) = trained == All ? ofAll : Of(trained);
        Aten.Call(
            decoupled ? "aten::_fused_adamw_"u8 : "aten::_fused_adam_"u8, ""u8, 0,
            parameters, gradients, means, squares, Array.Empty<Tensor>(), counts,
            LearningRate, beta1, beta2, WeightDecay, epsilon, false, false, AtenArgument.None, AtenArgument.None);
    }

    private Lists Of(int[] trained) => new(
        Array.ConvertAll<int, Tensor>(trained, i => Parameters[i]), Array.ConvertAll(trained, i => Slot(0, i)),
            Array.ConvertAll(trained, i => Slot(1, i)),
        Array.ConvertAll(trained, _ => steps));

    private sealed record Lists(Tensor[] Parameters, Tensor[] Means, Tensor[] Squares, Tensor[] Steps);
}
