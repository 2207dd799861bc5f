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
        var x = Leaf(1, 2, 3);
        x.Grad.ShouldBeNull();
        x.Square().Sum().Backward();
        x.Grad!.ToArray<double>().ShouldBe([2, 4, 6]);
        x.Square().Sum().Backward();
        x.Grad!.ToArray<double>().ShouldBe([4, 8, 12]);
    }

    [Fact]
    public void Gradients_leave_the_accumulated_ones_alone()
    {
        var (x, y) = (Leaf(1, 2), Leaf(3, 4));
        var gradients = (x * y).Sum().Gradients(x, y);
        gradients[0].ToArray<double>().ShouldBe([3, 4]);
        gradients[1].ToArray<double>().ShouldBe([1, 2]);
        x.Grad.ShouldBeNull();
    }

    [Fact]
    public void The_gradient_of_a_sum_over_rows_is_taken_when_the_output_is_no_single_number() =>
        Gradient(x => x * Tensor.FromArray([5.0, 7]), 1, 2).ShouldBe([5, 7]);

    [Fact]
    public void An_input_that_plays_no_part_has_a_zero_gradient()
    {
        var (x, idle) = (Leaf(1, 2), Leaf(3));
        x.Sum().Gradients(idle)[0].ToArray<double>().ShouldBe([0]);
    }

    [Fact]
    public void Nothing_is_recorded_without_gradients()
    {
        var x = Leaf(1, 2);
        using (Libtorch.NoGrad())
        {
            Libtorch.GradientsEnabled.ShouldBeFalse();
            (x * 2).RequiresGrad.ShouldBeFalse();
        }
        Libtorch.GradientsEnabled.ShouldBeTrue();
        (x * 2).RequiresGrad.ShouldBeTrue();
        x.Detach().RequiresGrad.ShouldBeFalse();
    }

    [Fact]
    public void Backward_from_several_numbers_is_refused()
    {
        var error = Should.Throw<TorchException>(() => (Leaf(1, 2) * 2).Backward());
        error.Message.ShouldContain("Float64[2]");
    }

    [Fact]
    public void A_division_of_a_number_has_its_gradient() => Gradient(x => 6 / x, 2, 3).ShouldBe([-1.5, -6.0 / 9], 1e-12);

    private static Tensor Leaf(params double[] values)
    {
        var leaf = Tensor.FromArray(values);
        leaf.RequiresGrad = true;
        return leaf;
    }

    private static double[] Gradient(Func<Tensor, Tensor> function, params double[] at)
    {
        var x = Leaf(at);
        return function(x).Gradients(x)[0].ToArray<double>();
    }
}
