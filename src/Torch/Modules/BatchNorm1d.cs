using Orchestrator.Torch.Native;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Modules;

/// <summary>Batch normalisation (Ioffe &amp; Szegedy 2015) of each feature: (batch, features) or (batch, features, length).</summary>
public sealed class BatchNorm1d : Module
{
    private static readonly Operator Normalize = new("aten::batch_norm");
    private readonly Tensor weight, bias, mean, variance;
    private readonly double momentum, epsilon;

    /// <param name="features">Number of features.</param>
    /// <param name="momentum">Share of a batch in the running mean and variance, in (0, 1].</param>
    /// <param name="epsilon">Added to the variance.</param>
    public BatchNorm1d(int features, double momentum = 0.1, double epsilon = 1e-5)
    {
        (this.momentum, this.epsilon) = (momentum, epsilon);
        weight = RegisterParameter("weight", Tensor.Ones([features]));
        bias = RegisterParameter("bias", Tensor.Zeros([features]));
        mean = RegisterBuffer("running_mean", Tensor.Zeros([features]));
        variance = RegisterBuffer("running_var", Tensor.Ones([features]));
    }

    /// <inheritdoc />
    public override Tensor Forward(Tensor input) => Normalize.Call(input, weight, bias, mean, variance, Training, momentum, epsilon, true);
}
