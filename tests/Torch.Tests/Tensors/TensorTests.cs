using Orchestrator.Torch.Runtime;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Tests.Tensors;

public sealed class TensorTests : IDisposable
{
    private readonly Scope scope = new();
    private readonly Tensor x = Tensor.FromArray<float>([1, 2, 3, 4, 5, 6], 2, 3);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Knows_what_it_looks_like()
    {
        (x.Rank, x.Count, x.DType, x.Device).ShouldBe((2, 6, DType.Float32, Device.Cpu));
        x.Shape.ShouldBe([2, 3]);
        (x.Size(-1), x.Size(0)).ShouldBe((3, 2));
        x.ToString().ShouldBe("Float32[2, 3]");
        Should.Throw<ArgumentOutOfRangeException>(() => x.Size(2));
    }

    [Theory]
    [InlineData(DType.Int64)]
    [InlineData(DType.Float64)]
    [InlineData(DType.UInt8)]
    public void Values_survive_a_change_of_type(DType dtype) => x.To(dtype).ToArray<float>().ShouldBe([1, 2, 3, 4, 5, 6]);

    [Fact]
    public void Host_types_come_and_go()
    {
        Tensor.FromArray([true, false]).ToArray<bool>().ShouldBe([true, false]);
        Tensor.FromArray(new long[] { 1L << 40 }).Item<long>().ShouldBe(1L << 40);
        Tensor.FromArray(new short[] { -3 }).ToArray<int>().ShouldBe([-3]);
        Tensor.FromArray(new double[] { Math.PI }).Item<double>().ShouldBe(Math.PI);
        Should.Throw<ArgumentException>(() => Tensor.FromArray<float>([1, 2, 3], 2, 2)).Message.ShouldContain("[2, 2]");
        Should.Throw<NotSupportedException>(() => Tensor.FromArray(new[] { 'a' }));
    }

    [Fact]
    public void Arithmetic_broadcasts()
    {
        var row = Tensor.FromArray<float>([10, 20, 30]);
        (x + row).ToArray<float>().ShouldBe([11, 22, 33, 14, 25, 36]);
        (2 - x / 2 * x + 1).ToArray<double>().ShouldBe([2.5, 1, -1.5, -5, -9.5, -15]);
        (6 / x).ToArray<float>()[..3].ShouldBe([6, 3, 2]);
        (-x).Sum().Item<double>().ShouldBe(-21);
        x.MatMul(x.Transpose(0, 1)).ToArray<float>().ShouldBe([14, 32, 32, 77]);
    }

    [Fact]
    public void Views_and_selections()
    {
        x.Reshape(3, -1).Shape.ShouldBe([3, 2]);
        x.Permute(1, 0).Contiguous().ToArray<float>().ShouldBe([1, 4, 2, 5, 3, 6]);
        x.Narrow(1, 1, 2).ToArray<float>().ShouldBe([2, 3, 5, 6]);
        x.Select(0, 1).ToArray<float>().ShouldBe([4, 5, 6]);
        x.IndexSelect(1, Tensor.FromArray<long>([2, 0])).ToArray<float>().ShouldBe([3, 1, 6, 4]);
        x.Gather(1, Tensor.FromArray<long>([2, 0], 2, 1)).ToArray<float>().ShouldBe([3, 4]);
        x.Flip(1).ToArray<float>().ShouldBe([3, 2, 1, 6, 5, 4]);
        Tensor.Cat([x, x], 1).Shape.ShouldBe([2, 6]);
        Tensor.Stack([x, x]).Shape.ShouldBe([2, 2, 3]);
        x.Unsqueeze(0).Expand(4, -1, -1).Shape.ShouldBe([4, 2, 3]);
        x.Flatten().Shape.ShouldBe([6]);
        x.Unsqueeze(1).Squeeze(1).Shape.ShouldBe([2, 3]);
        Tensor.FromArray<long>([2, 0]).OneHot(3).ToArray<int>().ShouldBe([0, 0, 1, 1, 0, 0]);
    }

    [Fact]
    public void Reductions()
    {
        x.Sum(1).ToArray<float>().ShouldBe([6, 15]);
        x.Mean(0, keepDimension: true).Shape.ShouldBe([1, 3]);
        (x.Max().Item<float>(), x.Min().Item<float>()).ShouldBe((6, 1));
        var (values, indices) = x.Max(1);
        values.ToArray<float>().ShouldBe([3, 6]);
        indices.ToArray<long>().ShouldBe([2, 2]);
        x.ArgMax(0).ToArray<long>().ShouldBe([1, 1, 1]);
        x.Std().Item<double>().ShouldBe(Math.Sqrt(3.5), 1e-6);
        x.Sort(1, descending: true).Values.ToArray<float>().ShouldBe([3, 2, 1, 6, 5, 4]);
        x.IsFinite().ShouldBeTrue();
        (x / 0).IsFinite().ShouldBeFalse();
    }

    [Fact]
    public void Elementwise_functions()
    {
        var y = Tensor.FromArray([-2.0, 0.5]);
        Values(y.Exp()).ShouldBe([Math.Exp(-2), Math.Exp(0.5)], 1e-12);
        Values(y.Sigmoid()).ShouldBe([1 / (1 + Math.Exp(2)), 1 / (1 + Math.Exp(-0.5))], 1e-12);
        Values(y.Relu()).ShouldBe([0, 0.5], 1e-12);
        Values(y.LeakyRelu(0.1)).ShouldBe([-0.2, 0.5], 1e-12);
        Values(y.Clamp(min: -1)).ShouldBe([-1, 0.5], 1e-12);
        Values(y.Pow(2) - y.Square() + y.Abs()).ShouldBe([2, 0.5], 1e-12);
        y.Softmax(0).Sum().Item<double>().ShouldBe(1, 1e-12);
        Values(y.LogSoftmax(0).Exp() - y.Softmax(0)).ShouldBe([0, 0], 1e-12);
        Tensor.Where(y.Gt(0), y, y * 10).ToArray<double>().ShouldBe([-20, 0.5]);
        y.MaskedFill(y.Lt(0), 7).ToArray<double>().ShouldBe([7, 0.5]);
    }

    [Fact]
    public void Changes_in_place_return_the_tensor_itself()
    {
        var y = Tensor.Ones([2]);
        y.Add_(y).Mul_(3).Sub_(Tensor.Ones([2]), 2).Div_(2).ShouldBeSameAs(y);
        y.ToArray<float>().ShouldBe([2, 2]);
        y.Fill_(5).Zero_().ToArray<float>().ShouldBe([0, 0]);
        y.CopyFrom_(Tensor.FromArray<long>([3, 4])).ToArray<float>().ShouldBe([3, 4]);
    }

    [Fact]
    public void An_error_names_the_operator_and_the_shapes()
    {
        var e = Should.Throw<TorchException>(() => x.MatMul(x));
        e.OperatorName.ShouldBe("aten::matmul");
        e.ArgumentShapes.ShouldBe(["Float32[2, 3]", "Float32[2, 3]"]);
        e.Message.ShouldStartWith("aten::matmul(Float32[2, 3], Float32[2, 3]): ");
        e.Message.ShouldNotContain("frame #");
    }

    [Fact]
    public void An_unknown_operator_is_an_error() =>
        Should.Throw<TorchException>(() => new Torch.Native.Operator("aten::frobnicate").Call(x)).OperatorName.ShouldBe("aten::frobnicate");

    [Theory]
    [InlineData("cpu", DeviceKind.Cpu, 0)]
    [InlineData("cuda", DeviceKind.Cuda, 0)]
    [InlineData("cuda:3", DeviceKind.Cuda, 3)]
    public void Devices_are_read_as_libtorch_writes_them(string text, DeviceKind kind, int index) => Device.Parse(text).ShouldBe(new Device(kind, index));

    [Fact]
    public void What_is_no_device_is_refused() => Should.Throw<FormatException>(() => Device.Parse("gpu0")).Message.ShouldContain("cuda:1");

    private static double[] Values(Tensor tensor) => tensor.ToArray<double>();
}
