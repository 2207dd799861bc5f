using Orchestrator.Torch.Modules;
using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Runtime;
using Orchestrator.Torch.Tensors;
using Orchestrator.Torch.Tests.Reference;

namespace Orchestrator.Torch.Tests.Modules;

public sealed class LayerTests : IDisposable
{
    private readonly Scope scope = new();
    private readonly Generator generator = new(1);

    public void Dispose()
    {
        generator.Dispose();
        scope.Dispose();
    }

    [Theory]
    [InlineData(8, 3, 3, new[] { 3.0, 6, 8 })] // one place missing: it goes to the right, as in Keras
    [InlineData(7, 3, 3, new[] { 2.0, 5, 7 })] // two missing: one on either side
    [InlineData(4, 3, 1, new[] { 2.0, 3, 4, 4 })]
    [InlineData(4, 2, 2, new[] { 2.0, 4 })]
    public void Same_pooling_covers_the_ends(int length, int kernel, int stride, double[] expected)
    {
        var input = (Tensor.Arange(length) + 1).To(DType.Float32).View(1, 1, length);
        new MaxPool1d(kernel, stride, same: true).Forward(input).ToArray<double>().ShouldBe(expected);
    }

    [Fact]
    public void Same_padding_never_wins_a_pool() =>
        new MaxPool1d(3, same: true).Forward(Tensor.Full([1, 1, 4], -5)).ToArray<float>().ShouldBe([-5f, -5]);

    [Fact]
    public void Dropout_scales_what_it_keeps_and_is_the_identity_in_evaluation()
    {
        var dropout = new Dropout(0.25, generator);
        var input = Tensor.Ones([100, 100]);
        var output = dropout.Forward(input);
        output.Eq(0).LogicalOr((output - 4.0 / 3).Abs().Lt(1e-6)).All().Item<bool>().ShouldBeTrue();
        output.Mean().Item<double>().ShouldBe(1, 0.025); // 4 standard errors
        dropout.Eval();
        dropout.Forward(input).ShouldBeSameAs(input);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void A_dropout_probability_outside_of_its_range_is_refused(double probability) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new Dropout(probability, generator));

    [Fact]
    public void Recurrent_dropout_acts_on_the_state_and_in_training_only()
    {
        using var lstm = new Lstm(1, 6, generator, returnSequence: true, recurrentDropout: 0.5, dropoutGenerator: generator);
        var input = Waves.Signal(3, 7, 1);
        var dropped = lstm.Forward(input).ToArray<float>();
        lstm.Forward(input).ToArray<float>().ShouldNotBe(dropped, "another call draws another mask");
        lstm.Eval();
        var whole = lstm.Forward(input).ToArray<float>();
        lstm.Forward(input).ToArray<float>().ShouldBe(whole, "evaluation draws none");
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
        using var masks = new Generator(2);
        using var gru = new Gru(2, 3, generator, bidirectional: true, returnSequence: true, recurrentDropout: dropout, dropoutGenerator: masks);
        var (input, lengths, start) = (Waves.Signal(3, 6, 2), Tensor.FromArray([6L, 1, 4]), masks.GetState());
        var expected = gru.Forward(input, lengths).ToArray<float>();
        foreach (var (row, length) in new[] { (1, 1), (2, 4) }) input.Select(0, row).Narrow(0, length, 6 - length).Fill_(7);
        masks.SetState(start);

        var output = gru.Forward(input, lengths);

        output.ToArray<float>().ShouldBe(expected);
        output.Select(0, 1).Narrow(0, 1, 5).Ne(0).Any().Item<bool>().ShouldBeFalse();
    }

    [Fact]
    public void Recurrent_dropout_without_a_generator_is_refused() =>
        Should.Throw<ArgumentNullException>(() => new Lstm(3, 4, generator, recurrentDropout: 0.3));

    [Fact]
    public void Weights_start_within_PyTorchs_bounds()
    {
        using var linear = new Linear(25, 400, generator);
        Within(linear.StateDict()["weight"], 1 / 5.0);
        Within(linear.StateDict()["bias"], 1 / 5.0);
        using var convolution = new Conv1d(4, 90, 9, generator);
        Within(convolution.StateDict()["weight"], 1 / 6.0);
        using var xavier = new Linear(26, 400, generator, initialisation: Initialisation.XavierUniform);
        Within(xavier.StateDict()["weight"], Math.Sqrt(6.0 / 426));
        xavier.StateDict()["bias"].Ne(0).Any().Item<bool>().ShouldBeFalse();
        using var lstm = new Lstm(3, 64, generator);
        Within(lstm.StateDict()["weight_hh_l0"], 1 / 8.0);

        // Uniform in [-bound, bound]: inside, and coming close to it.
        static void Within(Tensor weights, double bound) => weights.Abs().Max().Item<double>().ShouldBeInRange(0.95 * bound, bound);
    }

    [Fact]
    public void The_padding_row_of_an_embedding_is_zero()
    {
        using var embedding = new Embedding(5, 3, generator, paddingIndex: 2);
        embedding.Forward(Tensor.FromArray([2L])).ToArray<float>().ShouldBe([0f, 0, 0]);
        embedding.Forward(Tensor.FromArray([1L])).Ne(0).All().Item<bool>().ShouldBeTrue();
    }

    [Fact]
    public void Batch_norm_uses_its_running_statistics_in_evaluation()
    {
        using var norm = new BatchNorm1d(1);
        var input = Tensor.FromArray([1f, 3, 5], 3, 1);
        norm.Forward(input).Mean().Item<double>().ShouldBe(0, 1e-6);
        norm.Eval();
        // After one batch: mean 0.1 * 3, variance 0.9 + 0.1 * 4.
        norm.Forward(Tensor.FromArray([0.3f], 1, 1)).Item<double>().ShouldBe(0, 1e-6);
        norm.Forward(Tensor.FromArray([1.3f], 1, 1)).Item<double>().ShouldBe(1 / Math.Sqrt(1.3), 1e-4);
    }

    [Fact]
    public void Same_padding_with_a_stride_is_refused() => Should.Throw<ArgumentException>(() => new Conv1d(2, 3, 3, generator, stride: 2, same: true));

    [Fact]
    public void A_wrong_input_is_refused_with_operator_and_shapes()
    {
        using var linear = new Linear(4, 3, generator);
        var error = Should.Throw<TorchException>(() => linear.Forward(Tensor.Ones([2, 5])));
        error.OperatorName.ShouldBe("aten::linear");
        error.ArgumentShapes.ShouldBe(["Float32[2, 5]", "Float32[3, 4]", "Float32[3]"]);
    }
}
