using static TorchSharp.torch;

namespace Orchestrator.Models.Torch;

/// <summary>
/// Numbers into and out of tensors by copying memory. torch.tensor pins a second managed array for as long as the tensor lives, and its
/// views of memory end at 2 GiB.
/// </summary>
internal static unsafe class HostTensors
{
    private static readonly delegate* unmanaged<nint, void**, int> DataPointer =
        (delegate* unmanaged<nint, void**, int>)TorchRuntime.Export("aoti_torch_get_data_ptr");

    /// <summary>A tensor on the CPU.</summary>
    /// <param name="values">Row-major.</param>
    /// <param name="shape">Of as many elements; none = one dimension.</param>
    /// <exception cref="ArgumentException">The shape is of another number of elements.</exception>
    public static Tensor FromSpan<T>(ReadOnlySpan<T> values, params ReadOnlySpan<long> shape) where T : unmanaged
    {
        var tensor = Empty<T>(shape.IsEmpty ? [values.Length] : shape);
        if (tensor.numel() != values.Length)
        {
            tensor.Dispose();
            throw new ArgumentException($"{values.Length} values do not fill a tensor of shape ({string.Join(", ", shape.ToArray())}).",
                nameof(values));
        }

        values.CopyTo(Rows<T>(tensor, 0, values.Length));
        return tensor;
    }

    /// <summary>A tensor on the CPU whose elements are not set; <see cref="Rows"/> sets them.</summary>
    public static Tensor Empty<T>(ReadOnlySpan<long> shape) where T : unmanaged => empty(shape.ToArray(), TypeOf<T>());

    /// <summary>A stretch of a contiguous tensor's elements on the CPU. Valid as long as the tensor is.</summary>
    /// <param name="tensor">Of the element type.</param>
    /// <param name="start">First element.</param>
    /// <param name="count">Number of elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">The stretch leaves the tensor.</exception>
    public static Span<T> Rows<T>(Tensor tensor, long start, int count) where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + count, tensor.numel());
        void* data;
        _ = DataPointer(tensor.Handle, &data);
        return new((T*)data + start, count);
    }

    /// <summary>The elements in row-major order, converted where the type differs; waits for the device.</summary>
    public static T[] ToArray<T>(this Tensor tensor) where T : unmanaged
    {
        using var scope = NewDisposeScope();
        var host = tensor.detach().to(TypeOf<T>()).cpu().contiguous();
        return Rows<T>(host, 0, checked((int)host.numel())).ToArray();
    }

    private static ScalarType TypeOf<T>() where T : unmanaged =>
        typeof(T) == typeof(float) ? ScalarType.Float32
        : typeof(T) == typeof(double) ? ScalarType.Float64
        : typeof(T) == typeof(long) ? ScalarType.Int64
        : typeof(T) == typeof(int) ? ScalarType.Int32
        : typeof(T) == typeof(byte) ? ScalarType.Byte
        : typeof(T) == typeof(bool) ? ScalarType.Bool
        : throw new NotSupportedException($"Tensors hold no {typeof(T).Name}.");
}
