using Orchestrator.Models.Tests.Torch.Reference;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Torch.Layers;
using Orchestrator.Models.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tests.Torch;

public sealed class LayerTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public LayerTests() => FoldSeeds.Set(1);

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(8, 3, 3, new[] { 3.0, 6, 8 })] // one place missing: it goes to the right, as in Keras
    [InlineData(7, 3, 3, new[] { 2.0, 5, 7 })] // two missing: one on either side
    [InlineData(4, 3, 1, new[] { 2.0, 3, 4, 4 })]
    [InlineData(4, 2, 2, new[] { 2.0, 4 })]
    public void Same_pooling_covers_the_ends(int length, int kernel, int stride, double[] expected) =>
        new MaxPool1d(kernel, stride, same: true).call((arange(length, float32) + 1).view(1, 1, length)).ToArray<double>()
            .ShouldBe(expected);

    [Theory]
    [InlineData(3, false, 1)]
    [InlineData(3, false, 2)]
    [InlineData(3, true, 2)]
    [InlineData(4, true, 1)]
    [InlineData(10, true, 1)]
    [InlineData(4, true, 3)]
    public void A_convolution_is_PyTorchs_whichever_way_the_channels_lie(int kernel, bool same, int dilation)
    {
        using var ours = new Conv1d(5, 7, kernel, same, dilation);
        using var theirs = same ? nn.Conv1d(5, 7, kernel, Padding.Same, dilation: dilation) : nn.Conv1d(5, 7, kernel, dilation: dilation);
        NetworkState.Load(theirs, ours.state_dict());
        var rows = randn(4, 30, 5);

        var expected = theirs.call(rows.transpose(1, 2));

        foreach (var input in new[] { rows.transpose(1, 2), rows.transpose(1, 2).contiguous() })
        {
            var output = ours.call(input);
            output.shape.ShouldBe(expected.shape);
            output.ToArray<float>().ShouldBe(expected.ToArray<float>(), 1e-5);
            new MaxPool1d(3).call(output).ToArray<float>().ShouldBe(nn.functional.max_pool1d(expected, 3).ToArray<float>(), 1e-5);
        }
    }

    [Fact]
    public void Same_padding_never_wins_a_pool() =>
        new MaxPool1d(3, same: true).call(full([1, 1, 4], -5f)).ToArray<float>().ShouldBe([-5f, -5]);

    [Fact]
    public void Recurrent_dropout_acts_on_the_state_and_in_training_only()
    {
        using var lstm = new Lstm(1, 6, returnSequence: true, recurrentDropout: 0.5);
        var input = Waves.Signal(3, 7, 1);
        var dropped = lstm.call(input).ToArray<float>();
        lstm.call(input).ToArray<float>().ShouldNotBe(dropped, "another call draws another mask");
        lstm.eval();
        var whole = lstm.call(input).ToArray<float>();
        lstm.call(input).ToArray<float>().ShouldBe(whole, "evaluation draws none");

        // The first step has no state to drop, the second has.
        foreach (var row in Enumerable.Range(0, 3))
        {
            dropped.AsSpan(row * 42, 6).ToArray().ShouldBe(whole.AsSpan(row * 42, 6).ToArray(), 1e-6);
            dropped.AsSpan(row * 42 + 6, 6).ToArray().ShouldNotBe(whole.AsSpan(row * 42 + 6, 6).ToArray());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.4)]
    public void What_follows_a_rows_end_changes_nothing(double dropout)
    {
        using var gru = new Gru(2, 3, bidirectional: true, returnSequence: true, recurrentDropout: dropout);
        var (input, lengths) = (Waves.Signal(3, 6, 2), HostTensors.FromSpan<long>([6, 1, 4]));
        FoldSeeds.Set(2);
        var expected = gru.call(input, lengths).ToArray<float>();
        foreach (var (row, length) in new[] { (1, 1), (2, 4) })
        {
            input[row].narrow(0, length, 6 - length).fill_(7);
        }

        FoldSeeds.Set(2);
        var output = gru.call(input, lengths);

        output.ToArray<float>().ShouldBe(expected);
        output[1].narrow(0, 1, 5).ne(0).any().item<bool>().ShouldBeFalse();
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void A_dropout_probability_outside_of_its_range_is_refused(double probability) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new Lstm(3, 4, recurrentDropout: probability));

    [Fact]
    public void Weights_start_within_PyTorchs_bounds()
    {
        using var lstm = new Lstm(3, 64);

        var largest = lstm.get_parameter("weight_hh_l0")!.abs().max().ToDouble();

        largest.ShouldBeInRange(0.95 / 8, 1 / 8.0); // uniform in +-1/sqrt(units)
    }

    [Fact]
    public void A_call_leaves_no_tensor_behind()
    {
        using var lstm = new Lstm(3, 4, bidirectional: true, recurrentDropout: 0.5);
        var input = Waves.Signal(2, 5, 3);
        var before = Tensor.TotalCount;

        using (NewDisposeScope())
        {
            lstm.call(input).sum().backward();
            lstm.zero_grad();
        }

        Tensor.TotalCount.ShouldBe(before);
    }
}
