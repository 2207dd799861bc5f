using Orchestrator.Torch.Native;

namespace Orchestrator.Torch.Tensors;

/// <summary>Frees every tensor that this thread made while it was the innermost scope, except those that were kept.</summary>
/// <remarks>
/// A training step makes hundreds of tensors; waiting for finalizers would hold gigabytes, and disposing one by one would drown the
/// mathematics. Scopes nest, belong to one thread, and are disposed innermost first.
/// </remarks>
public sealed class Scope : IDisposable
{
    [ThreadStatic] private static Scope? innermost;

    private readonly Scope? outer;
    private List<Tensor>? tensors = Pool.Take();

    /// <summary>Opens a scope on this thread.</summary>
    public Scope() => (outer, innermost) = (innermost, this);

    internal static Scope? Innermost => innermost;

    /// <summary>Frees what it holds.</summary>
    /// <exception cref="InvalidOperationException">An inner scope is still open, or this is another thread.</exception>
    public unsafe void Dispose()
    {
        if (tensors is null) return;
        if (innermost != this) throw new InvalidOperationException("Scopes are disposed innermost first, by the thread that opened them.");
        innermost = outer;
        var handles = stackalloc nint[64];
        var count = 0;
        foreach (var tensor in tensors)
        {
            if (tensor.Owner != this || tensor.Release() is not (not 0 and var handle)) continue;
            handles[count++] = handle;
            if (count < 64) continue;
            Shim.ot_free(handles, count);
            count = 0;
        }
        if (count > 0) Shim.ot_free(handles, count);
        Pool.Return(tensors);
        tensors = null;
    }

    internal void Add(Tensor tensor)
    {
        ObjectDisposedException.ThrowIf(tensors is null, this);
        tensors.Add(tensor);
        tensor.Owner = this;
    }

    internal void HandOut(Tensor tensor)
    {
        tensor.Owner = null;
        outer?.Add(tensor);
    }

    // A step opens a scope of the same size each time.
    private static class Pool
    {
        [ThreadStatic] private static Stack<List<Tensor>>? spare;

        public static List<Tensor> Take() => spare is { Count: > 0 } ? spare.Pop() : new List<Tensor>(256);

        public static void Return(List<Tensor> list)
        {
            list.Clear();
            (spare ??= new Stack<List<Tensor>>()).Push(list);
        }
    }
}
