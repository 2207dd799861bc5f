using Orchestrator.Torch.Runtime;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Tests.Tensors;

public sealed class AutogradTests : IDisposable
{
    private readonly Scope scope = new();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Backward_accumulates()
    {
        var x = Tensor.FromArray([2.0, 3.0]);
        x.RequiresGrad = true;
        x.Grad.ShouldBeNull();
        (x * x).Sum().Backward();
        (x * x).Sum().Backward();
        x.Grad!.ToArray<double>().ShouldBe([8, 12]);
    }

    [Fact]
    public void Gradients_leave_the_accumulated_ones_alone()
    {
        var x = Tensor.FromArray([2.0]);
        var stranger = Tensor.FromArray([1.0, 1.0]);
        (x.RequiresGrad, stranger.RequiresGrad) = (true, true);
        var gradients = (x.Pow(3) + 0 * stranger.Detach().Sum()).Gradients(x, stranger);
        gradients[0].ToArray<double>().ShouldBe([12]);
        gradients[1].ToArray<double>().ShouldBe([0, 0]);
        x.Grad.ShouldBeNull();
    }

    [Fact]
    public void Nothing_is_recorded_without_gradients()
    {
        var x = Tensor.Ones([1]);
        x.RequiresGrad = true;
        using (Libtorch.NoGrad())
        {
            (x * 2).RequiresGrad.ShouldBeFalse();
            using (Libtorch.NoGrad()) Libtorch.GradientsEnabled.ShouldBeFalse();
            Libtorch.GradientsEnabled.ShouldBeFalse();
        }
        (x * 2).RequiresGrad.ShouldBeTrue();
    }

    [Fact]
    public void Backward_of_many_numbers_is_refused()
    {
        var x = Tensor.Ones([2]);
        x.RequiresGrad = true;
        Should.Throw<TorchException>(() => (x * 2).Backward()).Message.ShouldContain("Float32[2]");
    }
}
