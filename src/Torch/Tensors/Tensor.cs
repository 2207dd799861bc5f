using Orchestrator.Torch.Native;
using Orchestrator.Torch.Runtime;

namespace Orchestrator.Torch.Tensors;

/// <summary>An n-dimensional array on a device, with PyTorch's semantics: broadcasting, views, autograd.</summary>
/// <remarks>
/// It belongs to the innermost <see cref="Scope"/> of the thread that made it, or without one to whoever made it, who disposes. There is no
/// finalizer. Not to be handed to another thread while a scope of this one owns it.
/// </remarks>
public sealed partial class Tensor : IDisposable
{
    private nint handle;

    internal Tensor(nint handle)
    {
        this.handle = handle;
        Scope.Innermost?.Add(this);
    }

    /// <summary>Extent of each dimension, outermost first.</summary>
    public unsafe long[] Shape
    {
        get
        {
            var shape = new long[Rank];
            fixed (long* target = shape) Shim.ot_shape(Handle, target);
            return shape;
        }
    }

    /// <summary>Number of dimensions; 0 for a single number.</summary>
    public int Rank => Shim.ot_rank(Handle);

    /// <summary>Number of elements.</summary>
    public long Count => Shim.ot_count(Handle);

    /// <summary>Type of the elements.</summary>
    public DType DType => (DType)Shim.ot_dtype(Handle);

    /// <summary>Where it lives.</summary>
    public Device Device => Device.Unpack(Shim.ot_device(Handle));

    internal Scope? Owner { get; set; }

    internal nint Handle => handle != 0 ? handle : throw new ObjectDisposedException(nameof(Tensor), "The tensor has been freed, by its scope or by Dispose. Keep() lifts it out of a scope.");

    /// <summary>Extent of a dimension; negative counts from the last.</summary>
    public unsafe long Size(int dimension)
    {
        var rank = Rank;
        var index = dimension < 0 ? dimension + rank : dimension;
        ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(dimension));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, rank, nameof(dimension));
        var shape = stackalloc long[rank];
        Shim.ot_shape(Handle, shape);
        return shape[index];
    }

    /// <summary>Lifts it out of its scope: the caller disposes. Returns this.</summary>
    public Tensor Keep()
    {
        Owner = null;
        return this;
    }

    /// <summary>Hands it to the scope around the one that owns it, or to the caller when there is none. Returns this.</summary>
    public Tensor ToOuterScope()
    {
        Owner?.HandOut(this);
        return this;
    }

    /// <summary>Frees it now. May be repeated.</summary>
    public unsafe void Dispose()
    {
        var freed = Release();
        if (freed != 0) Shim.ot_free(&freed, 1);
    }

    /// <summary>Type and shape: <c>Float32[3, 4]</c>.</summary>
    public override string ToString() => handle == 0 ? "freed tensor" : $"{DType}[{string.Join(", ", Shape)}]";

    internal nint Release()
    {
        Owner = null;
        return Interlocked.Exchange(ref handle, 0);
    }

    /// <summary>Takes over the handle of another, whose object is spent.</summary>
    internal void Adopt(Tensor other)
    {
        var (owner, adopted) = (Owner, other.Release());
        Dispose();
        (handle, Owner) = (adopted, owner);
    }

    internal static Tensor FromHandle(nint handle, string doing) => handle != 0 ? new Tensor(handle) : throw TorchException.Last(doing);
}
