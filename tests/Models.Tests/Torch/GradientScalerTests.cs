using Orchestrator.Models.Tests.Torch.Reference;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Torch.Archives;
using Orchestrator.Models.Torch.Layers;
using Orchestrator.Models.Torch.Optimizers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tests.Torch;

public sealed class GradientScalerTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void A_gradient_that_half_precision_cannot_hold_survives()
    {
        var scaler = new GradientScaler();
        var weight = ones(1);
        weight.requires_grad = true;

        var loss = (weight * 1e-9).sum();
        scaler.Scale(loss).backward();
        var gradient = weight.grad!;
        (loss.detach() * 1).to(float16).ToDouble().ShouldBe(0);
        gradient.to(float16).ToDouble().ShouldBe(65536e-9, 1e-7);

        scaler.Unscale([gradient]).ShouldBeTrue();
        gradient.ToDouble().ShouldBe(1e-9, 1e-15);
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void An_overflow_leaves_the_step_out_and_halves_the_factor(double bad)
    {
        var scaler = new GradientScaler();

        scaler.Unscale([ones(2), full(1, bad, dtype: float32)]).ShouldBeFalse();

        scaler.Factor.ShouldBe(32768);
        scaler.Unscale([ones(2)]).ShouldBeTrue();
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
            for (var i = 0; i < count; i++)
            {
                scaler.Unscale([ones(1)]);
            }
        }
    }
}
