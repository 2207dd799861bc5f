using Orchestrator.Torch.Losses;
using Orchestrator.Torch.Tensors;
using Orchestrator.Torch.Tests.Reference;

namespace Orchestrator.Torch.Tests.Losses;

public sealed class LossTests : IDisposable
{
    private readonly Scope scope = new();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(Reduction.None)]
    [InlineData(Reduction.Mean)]
    [InlineData(Reduction.Sum)]
    public void Losses_are_those_of_PyTorch(Reduction reduction)
    {
        var logits = Waves.Signal(4, 3);
        var truth = Waves.Sine([4, 3], 0.9, 0).Gt(0).To(DType.Float32);
        var weight = Waves.Sine([4, 3], 0.3, 1).Abs();
        var classes = Tensor.FromArray([0L, 2, 1, 2]);

        Check("mse", Loss.Mse(logits, truth, reduction));
        Check("cross-entropy", Loss.CrossEntropy(logits, classes, reduction: reduction));
        Check("cross-entropy-weighted", Loss.CrossEntropy(logits, classes, Tensor.FromArray([1f, 2, 0.5f]), reduction));
        Check("binary", Loss.BinaryCrossEntropy(logits.Sigmoid(), truth, reduction: reduction));
        Check("binary-weighted", Loss.BinaryCrossEntropy(logits.Sigmoid(), truth, weight, reduction));
        Check("binary-logits", Loss.BinaryCrossEntropyWithLogits(logits, truth, reduction: reduction));
        Check("binary-logits-weighted", Loss.BinaryCrossEntropyWithLogits(logits, truth, weight, Tensor.FromArray([1f, 3, 0.5f]), reduction));

        void Check(string name, Tensor actual) => PyTorch.Numbers.Losses[$"{name}/{reduction.ToString().ToLowerInvariant()}"].ShouldEqual(actual, name, 1e-6);
    }

    [Fact]
    public void Extreme_logits_have_a_finite_loss()
    {
        var loss = Loss.BinaryCrossEntropyWithLogits(Tensor.FromArray([200f, -200]), Tensor.FromArray([0f, 1]));
        loss.Item<double>().ShouldBe(200, 1e-4);
    }
}
