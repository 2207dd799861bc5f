using Orchestrator.Models.Tests.Torch.Reference;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Torch.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tests.Torch;

/// <summary>A kernel that computes wrong numbers is found out, and the layer is right without it.</summary>
public sealed class LstmKernelCheckTests
{
    private static readonly LstmShape Shape = new(Rows: 5, Steps: 4, Inputs: 3, Units: 6);

    /// <summary>Each in one of the ways in which oneDNN's could be wrong.</summary>
    private static readonly Dictionary<string, LstmKernel> Wrong = new()
    {
        ["an output"] = (rows, weights, units, both) => Right(rows * 1.01, weights, units, both),
        ["the last state"] = (rows, weights, units, both) =>
            Right(rows, weights, units, both) is var (output, last) ? (output, last * 0.99) : default,
        ["evaluation"] = (rows, weights, units, both) => Right(is_grad_enabled() ? rows : rows.flip(0), weights, units, both),
        ["a gradient"] = (rows, weights, units, both) =>
            Right(rows, [weights[0], 0.9 * weights[1] + 0.1 * weights[1].detach(), weights[2], weights[3]], units, both),
        ["not a number"] = (rows, weights, units, both) => Right(rows / 0, weights, units, both),
    };

    public static TheoryData<string> Kinds => [.. Wrong.Keys];

    [Fact]
    public void A_right_kernel_is_trusted()
    {
        LstmKernelCheck.Agrees(Right, Shape).ShouldBeTrue();
        LstmKernelCheck.Agrees(Right, Shape with { Rows = 400, Steps = 200, Inputs = 50, Units = 62 }).ShouldBeTrue();
    }

    [Fact]
    public void A_kernel_of_a_narrow_type_is_compared_in_that_type()
    {
        LstmKernel narrow = (rows, weights, units, both) =>
        {
            rows.dtype.ShouldBe(ScalarType.BFloat16);
            weights.ShouldAllBe(weight => weight.dtype == ScalarType.BFloat16);
            return Right(rows.to(float32), Array.ConvertAll(weights, weight => weight.to(float32)), units, both);
        };

        LstmKernelCheck.Agrees(narrow, Shape with { Narrow = ScalarType.BFloat16 }).ShouldBeTrue();
        LstmKernelCheck.Agrees((rows, weights, units, both) => narrow(rows, weights, units, both) is var (output, last)
            ? (output * 0.9, last) : default, Shape with { Narrow = ScalarType.BFloat16 }).ShouldBeFalse();
    }

    [Fact]
    public void A_kernel_that_the_processor_has_not_is_not_used()
    {
        List<string> remarks = [];
        TorchRuntime.Remarked += remarks.Add;
        remarks.Clear();
        try
        {
            LstmKernelCheck.Agrees((_, _, _, _) => throw new TorchException("no primitive"),
                Shape with { Units = 11, Narrow = ScalarType.BFloat16 }).ShouldBeFalse();
        }
        finally
        {
            TorchRuntime.Remarked -= remarks.Add;
        }

        remarks.ShouldHaveSingleItem().ShouldContain("cannot compute in BFloat16 on this processor (LSTM of 11 units");
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_kernel_that_is_wrong_in_one_way_is_found_out_and_named_once(string kind)
    {
        var shape = Shape with { Units = 9 }; // no other test's: a shape is checked once
        List<string> remarks = [];
        TorchRuntime.Remarked += remarks.Add;
        remarks.Clear(); // what was said before
        try
        {
            LstmKernelCheck.Agrees(Wrong[kind], shape).ShouldBeFalse();
            LstmKernelCheck.Agrees(Wrong[kind], shape).ShouldBeFalse();
        }
        finally
        {
            TorchRuntime.Remarked -= remarks.Add;
        }

        remarks.ShouldHaveSingleItem()
            .ShouldContain("computes wrong numbers on this processor (LSTM of 9 units over 3 inputs, 5 rows)");
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void A_layer_whose_kernel_is_wrong_computes_what_a_right_one_does(bool training, bool padded)
    {
        using var scope = NewDisposeScope();
        using var expected = new Lstm(3, 6, bidirectional: true, returnSequence: true, kernel: Right);
        using var layer = new Lstm(3, 6, bidirectional: true, returnSequence: true, kernel: Wrong["an output"]);
        foreach (var (from, to) in expected.parameters().Zip(layer.parameters()))
        {
            using var plain = no_grad();
            to.copy_(from);
        }

        expected.train(training);
        layer.train(training);
        var lengths = padded ? HostTensors.FromSpan<long>([4, 1, 2, 4, 3]) : null;
        var rows = Waves.Signal(5, 4, 3);
        var output = layer.call(rows, lengths);
        output.sum().backward();
        expected.call(rows, lengths).sum().backward();

        (output - expected.call(rows, lengths)).abs().max().ToDouble().ShouldBeLessThan(1e-6);
        foreach (var (right, own) in expected.parameters().Zip(layer.parameters()))
        {
            (right.grad! - own.grad!).abs().max().ToDouble().ShouldBeLessThan(1e-5);
        }
    }

    [Fact]
    public void The_check_takes_nothing_from_the_generator_and_leaves_no_tensor()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(5);
        var expected = rand(3).ToArray<float>();
        random.manual_seed(5);
        var before = Tensor.TotalCount;

        LstmKernelCheck.Agrees(Right, Shape with { Units = 7 }).ShouldBeTrue();

        Tensor.TotalCount.ShouldBe(before);
        rand(3).ToArray<float>().ShouldBe(expected);
    }

    private static (Tensor Output, Tensor Last) Right(Tensor rows, Tensor[] weights, int units, bool both)
    {
        var stepsFirst = rows.transpose(0, 1).contiguous();
        var ahead = Lstm.Steps(stepsFirst, new(weights[0], weights[1], weights[2], weights[3]), null);
        if (!both)
        {
            return (stack(ahead, 1), stack([ahead[^1]]));
        }

        var back = Lstm.Steps(stepsFirst.flip(0), new(weights[4], weights[5], weights[6], weights[7]), null);
        return (cat([stack(ahead, 1), stack(back.Reverse(), 1)], 2), stack([ahead[^1], back[^1]]));
    }
}
