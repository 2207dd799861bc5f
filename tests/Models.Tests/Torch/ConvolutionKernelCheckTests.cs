using Orchestrator.Models.Torch.Layers;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tests.Torch;

/// <summary>Convolutions that compute wrong numbers are found out, and right ones are not accused.</summary>
public sealed class ConvolutionKernelCheckTests
{
    [Fact]
    public void What_is_right_agrees_in_every_shape() =>
        ConvolutionKernelCheck.Shapes.ShouldAllBe(shape => ConvolutionKernelCheck.Agrees(shape, ConvolutionKernelCheck.Plain));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_wrong_in_values_or_in_gradients_alone_is_found(bool values)
    {
        Convolution wrong = (leaves, padding) =>
        {
            var right = ConvolutionKernelCheck.Plain(leaves, padding);
            return values ? right * 1.01 : right.detach() + (right - right.detach()) * 1.01;
        };
        ConvolutionKernelCheck.Shapes.ShouldAllBe(shape => !ConvolutionKernelCheck.Agrees(shape, wrong));
    }

    // With oneDNN or without it: by now that has been decided.
    [Fact]
    public void What_libtorch_computes_with_agrees_on_this_machine() => ConvolutionKernelCheck.Run().ShouldBeTrue();
}
