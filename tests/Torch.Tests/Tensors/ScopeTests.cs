using Orchestrator.Torch.Runtime;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Tests.Tensors;

public sealed class ScopeTests
{
    private readonly long before = Libtorch.LiveTensors;

    private long Added => Libtorch.LiveTensors - before;

    [Fact]
    public void A_scope_frees_what_was_made_in_it()
    {
        using (new Scope())
        {
            var sum = Tensor.Ones([3]);
            for (var i = 0; i < 1000; i++) sum += 1; // more than one batch of handles
            Added.ShouldBe(1001);
        }
        Added.ShouldBe(0);
    }

    [Fact]
    public void A_freed_tensor_refuses_use()
    {
        Tensor tensor;
        using (new Scope()) tensor = Tensor.Ones([3]);
        Should.Throw<ObjectDisposedException>(() => tensor.Sum()).Message.ShouldContain("Keep()");
        Should.Throw<ObjectDisposedException>(() => tensor.Shape);
        tensor.ToString().ShouldBe("freed tensor");
        tensor.Dispose();
        Added.ShouldBe(0);
    }

    [Fact]
    public void Keep_lifts_a_tensor_out()
    {
        Tensor kept;
        using (new Scope()) kept = (Tensor.Ones([3]) + 1).Keep();
        Added.ShouldBe(1);
        kept.ToArray<int>().ShouldBe([2, 2, 2]);
        kept.Dispose();
        Added.ShouldBe(0);
    }

    [Fact]
    public void A_tensor_can_be_handed_to_the_enclosing_scope()
    {
        using (new Scope())
        {
            Tensor result;
            using (new Scope()) result = (Tensor.Ones([3]) * 2).ToOuterScope();
            result.Sum().Item<double>().ShouldBe(6);
            Added.ShouldBe(2);
        }
        Added.ShouldBe(0);
    }

    [Fact]
    public void Disposing_early_is_allowed()
    {
        using (new Scope())
        {
            Tensor.Ones([3]).Dispose();
            Added.ShouldBe(0);
        }
        Added.ShouldBe(0);
    }

    [Fact]
    public void A_failure_leaves_nothing_behind()
    {
        Should.Throw<TorchException>(() =>
        {
            using var scope = new Scope();
            _ = Tensor.Ones([2, 3]).MatMul(Tensor.Ones([2, 3]));
        });
        Added.ShouldBe(0);
    }

    [Fact]
    public void Scopes_end_innermost_first()
    {
        var outer = new Scope();
        using (new Scope())
        {
            Should.Throw<InvalidOperationException>(outer.Dispose);
        }
        outer.Dispose();
    }

    [Fact]
    public void A_scope_belongs_to_its_thread()
    {
        Tensor? other = null;
        using (new Scope())
        {
            var thread = new Thread(() => other = Tensor.Ones([3]));
            thread.Start();
            thread.Join();
        }
        Added.ShouldBe(1);
        other!.Dispose();
    }

    [Fact]
    public void A_training_step_leaves_nothing_but_gradients()
    {
        using var weight = Tensor.Ones([4]);
        weight.RequiresGrad = true;
        for (var i = 0; i < 3; i++)
        {
            using var scope = new Scope();
            (weight * i).Sum().Backward();
        }
        Added.ShouldBe(1);
        using var gradient = weight.Grad;
        gradient!.ToArray<float>().ShouldBe([3, 3, 3, 3]);
    }
}
