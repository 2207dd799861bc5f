using Orchestrator.Torch.Native;
using Orchestrator.Torch.Runtime;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Tests.Native;

public sealed class OperatorTests : IDisposable
{
    private readonly Scope scope = new();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Any_operator_can_be_called_by_name()
    {
        var erf = new Operator("aten::erf");
        erf.Call(Tensor.FromArray([0.0, 1])).ToArray<double>().ShouldBe([0, 0.842700792949715], 1e-12);
    }

    [Fact]
    public void Arguments_left_out_take_the_defaults_of_the_schema()
    {
        var add = new Operator("aten::add", "Tensor");
        add.Call(Tensor.Scalar(1L), Tensor.Scalar(2L)).Item<long>().ShouldBe(3);
        add.Call(Tensor.Scalar(1L), Tensor.Scalar(2L), 10).Item<long>().ShouldBe(21);
    }

    [Fact]
    public void Integers_serve_as_real_numbers_and_as_lists_of_one()
    {
        new Operator("aten::leaky_relu").Call(Tensor.FromArray([-2.0]), 3).Item<double>().ShouldBe(-6);
        new Operator("aten::sum", "dim_IntList").Call(Tensor.Ones([2, 3]), 1).Shape.ShouldBe([2]);
    }

    [Fact]
    public void Several_results_are_returned()
    {
        var (values, indices) = new Operator("aten::topk").CallForTwo(Tensor.FromArray([3, 9, 5]), 2);
        values.ToArray<int>().ShouldBe([9, 5]);
        indices.ToArray<int>().ShouldBe([1, 2]);
    }

    [Fact]
    public void A_refusal_names_the_operator_and_the_shapes()
    {
        var error = Should.Throw<TorchException>(() => Tensor.Ones([2, 3]).MatMul(Tensor.Ones([4, 5], DType.Float64)));
        error.OperatorName.ShouldBe("aten::matmul");
        error.ArgumentShapes.ShouldBe(["Float32[2, 3]", "Float64[4, 5]"]);
        error.Message.ShouldStartWith("aten::matmul(Float32[2, 3], Float64[4, 5]): ");
        error.Message.ShouldNotContain("frame #", Case.Sensitive, "no C++ stack");
    }

    [Fact]
    public void A_refusal_names_the_shapes_in_lists()
    {
        var error = Should.Throw<TorchException>(() => Tensor.Cat([Tensor.Ones([2, 3]), Tensor.Ones([2, 4])]));
        error.OperatorName.ShouldBe("aten::cat");
        error.ArgumentShapes.ShouldBe(["Float32[2, 3]", "Float32[2, 4]"]);
    }

    [Fact]
    public void An_unknown_operator_is_named() =>
        Should.Throw<TorchException>(() => new Operator("aten::no_such_thing").Call(Tensor.Ones([1]))).OperatorName.ShouldBe("aten::no_such_thing");

    [Fact]
    public void Too_few_and_too_many_arguments_are_refused()
    {
        var sub = new Operator("aten::sub", "Tensor");
        Should.Throw<TorchException>(() => sub.Call(Tensor.Ones([1]))).Message.ShouldContain("'other'");
        Should.Throw<TorchException>(() => sub.Call(Tensor.Ones([1]), Tensor.Ones([1]), 1, 2, 3)).Message.ShouldContain("takes 3 arguments, got 5");
    }

    [Fact]
    public void A_failure_leaves_the_next_call_alone()
    {
        Should.Throw<TorchException>(() => Tensor.Ones([2]).Reshape(3));
        Tensor.Ones([6]).Reshape(3, 2).Shape.ShouldBe([3, 2]);
    }

    [Fact]
    public void Errors_belong_to_their_thread()
    {
        var errors = new string[4];
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            for (var round = 0; round < 50; round++)
            {
                using var inner = new Scope();
                errors[i] = Should.Throw<TorchException>(() => Tensor.Ones([10 + i]).Reshape(3, 1 + i)).Message;
                errors[i].ShouldContain($"size {10 + i}");
            }
        });
    }
}
