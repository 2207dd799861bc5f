using Orchestrator.Torch.Runtime;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Tests.Tensors;

[Collection(nameof(LiveTensors))]
public class ScopeTests
{
    [Fact]
    public void A_scope_frees_what_was_made_in_it_and_nothing_else()
    {
        using var outside = Tensor.Ones([2, 2]);
        var before = Libtorch.LiveTensors;
        Tensor kept, inner;
        using (new Scope())
        {
            inner = outside + outside;
            kept = (inner * 2).Keep();
            Libtorch.LiveTensors.ShouldBe(before + 2);
        }
        Libtorch.LiveTensors.ShouldBe(before + 1);
        kept.ToArray<float>().ShouldBe([4, 4, 4, 4]);
        kept.Dispose();
        kept.Dispose();
        Libtorch.LiveTensors.ShouldBe(before);
        Should.Throw<ObjectDisposedException>(() => inner.Count).Message.ShouldContain("Keep()");
    }

    [Fact]
    public void A_tensor_can_be_handed_to_the_scope_around()
    {
        var before = Libtorch.LiveTensors;
        using (new Scope())
        {
            Tensor result;
            using (new Scope()) result = (Tensor.Ones([3]) + 1).ToOuterScope();
            result.Sum().Item<double>().ShouldBe(6);
        }
        Libtorch.LiveTensors.ShouldBe(before);
    }

    [Fact]
    public void Scopes_close_innermost_first()
    {
        var outer = new Scope();
        var inner = new Scope();
        Should.Throw<InvalidOperationException>(outer.Dispose);
        inner.Dispose();
        outer.Dispose();
        outer.Dispose();
    }

    [Fact]
    public void A_scope_belongs_to_its_thread()
    {
        using var scope = new Scope();
        Tensor elsewhere = null!;
        var thread = new Thread(() => elsewhere = Tensor.Ones([1]));
        thread.Start();
        thread.Join();
        scope.Dispose();
        elsewhere.Item<float>().ShouldBe(1);
        elsewhere.Dispose();
    }

    [Fact]
    public void Thousands_of_tensors_in_one_scope_are_all_freed()
    {
        var before = Libtorch.LiveTensors;
        using (new Scope())
        {
            for (var i = 0; i < 1000; i++) Tensor.Zeros([1]);
        }
        Libtorch.LiveTensors.ShouldBe(before);
    }
}
