using Orchestrator.Torch.Optimizers;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Tests.Optimizers;

public sealed class GradientScalerTests : IDisposable
{
    private readonly Scope scope = new();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void A_gradient_that_half_precision_cannot_hold_survives()
    {
        var scaler = new GradientScaler();
        var weight = Tensor.FromArray([1f]);
        weight.RequiresGrad = true;

        var loss = (weight * 1e-9).Sum();
        scaler.Scale(loss).Backward();
        var gradient = weight.Grad!;
        (loss.Detach() * 1).To(DType.Float16).Item<double>().ShouldBe(0);
        gradient.To(DType.Float16).Item<double>().ShouldBe(65536e-9, 1e-7);

        scaler.Unscale([gradient]).ShouldBeTrue();
        gradient.Item<double>().ShouldBe(1e-9, 1e-15);
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void An_overflow_leaves_the_step_out_and_halves_the_factor(double bad)
    {
        var scaler = new GradientScaler();

        scaler.Unscale([Tensor.Ones([2]), Tensor.Full([1], bad)]).ShouldBeFalse();

        scaler.Factor.ShouldBe(32768);
        scaler.Unscale([Tensor.Ones([2])]).ShouldBeTrue();
        scaler.Factor.ShouldBe(32768);
    }

    [Fact]
    public void Two_thousand_good_steps_double_it_also_across_a_checkpoint()
    {
        var (before, after) = (new GradientScaler(), new GradientScaler());
        Steps(before, 1500);
        after.LoadStateDict(before.StateDict());
        Steps(after, 499);
        after.Factor.ShouldBe(65536);

        Steps(after, 1);

        after.Factor.ShouldBe(131072);

        static void Steps(GradientScaler scaler, int count)
        {
            for (var i = 0; i < count; i++) scaler.Unscale([Tensor.Ones([1])]);
        }
    }
}
