using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Tests.Tensors;

public sealed class OperatorResultTests : IDisposable
{
    private readonly Scope scope = new();

    private readonly Tensor a = Tensor.FromArray([1.0, 2, 3, 4, 5, 6], 2, 3), b = Tensor.FromArray([10.0, 20, 30]);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Arithmetic_broadcasts()
    {
        Values(a + b).ShouldBe([11, 22, 33, 14, 25, 36]);
        Values(b - a).ShouldBe([9, 18, 27, 6, 15, 24]);
        Values(a * b).ShouldBe([10, 40, 90, 40, 100, 180]);
        Values(b / a).ShouldBe([10, 10, 10, 2.5, 4, 5]);
        Values(1 - b).ShouldBe([-9, -19, -29]);
        Values(60 / b).ShouldBe([6, 3, 2], 1e-12);
        Values(-b + 1 - 2 * b / 2).ShouldBe([-19, -39, -59]);
    }

    [Fact]
    public void Matrices_multiply()
    {
        Values(a.MatMul(b)).ShouldBe([140, 320]);
        Values(a.MatMul(a.Transpose(0, 1))).ShouldBe([14, 32, 32, 77]);
        Values(a.LinearMap(b.Unsqueeze(0), Tensor.FromArray([0.5]))).ShouldBe([140.5, 320.5]);
    }

    [Fact]
    public void Products_and_sums_come_in_one_pass()
    {
        Values(b.AddMatMul(a, Tensor.Ones([3, 3], DType.Float64))).ShouldBe([16, 26, 36, 25, 35, 45]);
        Values(b.AddProduct(a, a)).ShouldBe([11, 24, 39, 26, 45, 66]);
    }

    [Fact]
    public void A_dimension_comes_apart()
    {
        a.Unbind(0).Select(Values).ShouldBe([[1, 2, 3], [4, 5, 6]]);
        a.Chunk(3, 1).Select(Values).ShouldBe([[1, 4], [2, 5], [3, 6]]);
        Should.Throw<ArgumentException>(() => a.Chunk(2, 1)).Message.ShouldContain("2 equal parts");
    }

    [Fact]
    public void Shapes_change()
    {
        a.Reshape(3, -1).Shape.ShouldBe([3, 2]);
        a.View(6).Shape.ShouldBe([6]);
        a.Unsqueeze(0).Permute(2, 0, 1).Shape.ShouldBe([3, 1, 2]);
        a.Unsqueeze(1).Squeeze(1).Shape.ShouldBe([2, 3]);
        a.Unsqueeze(0).Flatten(1).Shape.ShouldBe([1, 6]);
        b.Expand(4, 3).Shape.ShouldBe([4, 3]);
        Values(a.Flip(1)).ShouldBe([3, 2, 1, 6, 5, 4]);
        Values(a.Narrow(1, 1, 2)).ShouldBe([2, 3, 5, 6]);
        Values(Tensor.Cat([a, b.Unsqueeze(0)])).ShouldBe([1, 2, 3, 4, 5, 6, 10, 20, 30]);
        Tensor.Stack([b, b, b], 1).Shape.ShouldBe([3, 3]);
    }

    [Fact]
    public void Elements_are_selected()
    {
        Values(a.IndexSelect(1, Tensor.FromArray([2L, 0]))).ShouldBe([3, 1, 6, 4]);
        Values(a.Gather(1, Tensor.FromArray([2L, 0], 2, 1))).ShouldBe([3, 4]);
        Tensor.FromArray([2L, 0]).OneHot(3).ToArray<long>().ShouldBe([0L, 0, 1, 1, 0, 0]);
        Values(Tensor.Where(a.Gt(3), a, -a)).ShouldBe([-1, -2, -3, 4, 5, 6]);
        Values(a.MaskedFill(a.Le(2), 0)).ShouldBe([0, 0, 3, 4, 5, 6]);
    }

    [Fact]
    public void Reductions_reduce()
    {
        a.Sum().Item<double>().ShouldBe(21);
        Values(a.Sum(0)).ShouldBe([5, 7, 9]);
        a.Mean(1, keepDimension: true).Shape.ShouldBe([2, 1]);
        a.Mean().Item<double>().ShouldBe(3.5);
        (a.Max().Item<double>(), a.Min().Item<double>()).ShouldBe((6, 1));
        var (values, indices) = a.Max(1);
        Values(values).ShouldBe([3, 6]);
        indices.ToArray<long>().ShouldBe([2L, 2]);
        a.ArgMax(0).ToArray<long>().ShouldBe([1L, 1, 1]);
        a.Std().Item<double>().ShouldBe(Math.Sqrt(3.5), 1e-12);
        Values(a.Std(1)).ShouldBe([1, 1], 1e-12);
        var (sorted, order) = b.Sort(0, descending: true);
        Values(sorted).ShouldBe([30, 20, 10]);
        order.ToArray<long>().ShouldBe([2L, 1, 0]);
    }

    [Fact]
    public void Functions_apply_to_each_element()
    {
        double[] points = [-1.5, -0.2, 0, 0.7, 2];
        var x = Tensor.FromArray(points);
        Matches(x.Exp(), Math.Exp);
        Matches((x + 3).Log(), v => Math.Log(v + 3));
        Matches((x + 3).Log1p(), v => Math.Log(v + 4));
        Matches((x + 3).Sqrt(), v => Math.Sqrt(v + 3));
        Matches(x.Square(), v => v * v);
        Matches(x.Abs(), Math.Abs);
        Matches(x.Sign(), v => Math.Sign(v));
        Matches(x.Pow(3), v => v * v * v);
        Matches(x.Clamp(-1, 1), v => Math.Clamp(v, -1, 1));
        Matches(x.Clamp(max: 0.5), v => Math.Min(v, 0.5));
        Matches(x.Relu(), v => Math.Max(v, 0));
        Matches(x.LeakyRelu(0.05), v => v < 0 ? 0.05 * v : v);
        Matches(x.Sigmoid(), v => 1 / (1 + Math.Exp(-v)));
        Matches(x.Tanh(), Math.Tanh);
        Matches(x.Maximum(-x), Math.Abs);
        Matches(x.Minimum(-x), v => -Math.Abs(v));
        var total = points.Sum(Math.Exp);
        Matches(x.Softmax(0), v => Math.Exp(v) / total);
        Matches(x.LogSoftmax(0), v => v - Math.Log(total));

        void Matches(Tensor actual, Func<double, double> expected) => Values(actual).ShouldBe([.. points.Select(expected)], 1e-12);
    }

    [Fact]
    public void Comparisons_give_truth_values()
    {
        var x = Tensor.FromArray([1L, 2, 3]);
        Truths(x.Eq(2)).ShouldBe([false, true, false]);
        Truths(x.Ne(2)).ShouldBe([true, false, true]);
        Truths(x.Lt(2)).ShouldBe([true, false, false]);
        Truths(x.Ge(2)).ShouldBe([false, true, true]);
        Truths(x.Le(x.Flip(0))).ShouldBe([true, true, false]);
        Truths(x.Gt(x.Flip(0))).ShouldBe([false, false, true]);
        Truths(x.Ge(2).LogicalAnd(x.Lt(3))).ShouldBe([false, true, false]);
        Truths(x.Lt(2).LogicalOr(x.Gt(2)).LogicalNot()).ShouldBe([false, true, false]);
        x.Gt(0).All().Item<bool>().ShouldBeTrue();
        x.Gt(3).Any().Item<bool>().ShouldBeFalse();
    }

    [Fact]
    public void Changes_in_place_change_the_tensor_and_its_views()
    {
        var view = b.View(3, 1);
        b.Add_(b, 0.5).Mul_(2).Sub_(Tensor.FromArray([1.0, 2, 3])).Div_(2);
        Values(view).ShouldBe([14.5, 29, 43.5]);
        Values(b.Fill_(3).Mul_(b)).ShouldBe([9, 9, 9]);
        Values(b.Zero_()).ShouldBe([0, 0, 0]);
        Values(b.CopyFrom_(a.Select(0, 1))).ShouldBe([4, 5, 6]);
    }

    [Fact]
    public void Creations_create()
    {
        Values(Tensor.Full([2, 2], 0.5, DType.Float64)).ShouldBe([0.5, 0.5, 0.5, 0.5]);
        Tensor.Zeros([2], DType.Int32).DType.ShouldBe(DType.Int32);
        Tensor.Arange(4).ToArray<long>().ShouldBe([0L, 1, 2, 3]);
        Values(Tensor.OnesLike(b) + Tensor.ZerosLike(b)).ShouldBe([1, 1, 1]);
        Tensor.OnesLike(b).DType.ShouldBe(DType.Float64);
        a.To(DType.Float32).DType.ShouldBe(DType.Float32);
    }

    [Theory]
    [InlineData(1.0, true)]
    [InlineData(double.NaN, false)]
    [InlineData(double.NegativeInfinity, false)]
    public void Finiteness_is_seen(double value, bool finite) => Tensor.FromArray([0.0, value]).IsFinite().ShouldBe(finite);

    private static double[] Values(Tensor tensor) => tensor.ToArray<double>();

    private static bool[] Truths(Tensor tensor)
    {
        tensor.DType.ShouldBe(DType.Bool);
        return tensor.ToArray<bool>();
    }
}
