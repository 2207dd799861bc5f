using System.Runtime.CompilerServices;
using Orchestrator.Torch.Native;
using Orchestrator.Torch.Runtime;

namespace Orchestrator.Torch.Tensors;

// From and to the host's memory.
public sealed partial class Tensor
{
    /// <summary>A CPU tensor with a copy of the values, row-major.</summary>
    /// <param name="data">The values.</param>
    /// <param name="shape">Extents whose product is the number of values; none = one dimension.</param>
    /// <typeparam name="T">float, double, int, long, short, byte, sbyte or bool.</typeparam>
    /// <exception cref="ArgumentException">The shape does not fit the number of values.</exception>
    public static unsafe Tensor FromArray<T>(ReadOnlySpan<T> data, params ReadOnlySpan<long> shape) where T : unmanaged
    {
        ReadOnlySpan<long> extents = shape.IsEmpty ? [data.Length] : shape;
        long count = 1;
        foreach (var extent in extents) count *= extent;
        if (count != data.Length) throw new ArgumentException($"{data.Length} values do not fill the shape [{string.Join(", ", extents.ToArray())}].", nameof(shape));
        fixed (T* source = data)
        fixed (long* sizes = extents)
        {
            return FromHandle(Shim.ot_from_memory(source, sizes, extents.Length, (int)DTypeOf<T>()), "copying from memory");
        }
    }

    /// <inheritdoc cref="FromArray{T}(ReadOnlySpan{T}, ReadOnlySpan{long})"/>
    public static Tensor FromArray<T>(T[] data, params ReadOnlySpan<long> shape) where T : unmanaged => FromArray((ReadOnlySpan<T>)data, shape);

    /// <summary>The values, row-major, converted to <typeparamref name="T"/>.</summary>
    public T[] ToArray<T>() where T : unmanaged
    {
        var values = new T[Count];
        CopyTo<T>(values);
        return values;
    }

    /// <summary>Copies the values, row-major, converted to <typeparamref name="T"/>.</summary>
    /// <param name="target">Of exactly <see cref="Count"/> elements.</param>
    public unsafe void CopyTo<T>(Span<T> target) where T : unmanaged
    {
        if (target.Length != Count) throw new ArgumentException($"{this} does not fit {target.Length} elements.", nameof(target));
        fixed (T* to = target)
        {
            if (Shim.ot_to_memory(Handle, to, (long)target.Length * Unsafe.SizeOf<T>(), (int)DTypeOf<T>()) < 0)
                throw TorchException.Last("copying to memory");
        }
    }

    /// <summary>The only element.</summary>
    /// <typeparam name="T">double, float, long, int or bool.</typeparam>
    /// <exception cref="TorchException">There are more elements, or none.</exception>
    public T Item<T>() where T : unmanaged => Shim.ot_item(Handle, out var real, out var integer) switch
    {
        1 => (T)Convert.ChangeType(real, typeof(T), System.Globalization.CultureInfo.InvariantCulture),
        2 => (T)Convert.ChangeType(integer, typeof(T), System.Globalization.CultureInfo.InvariantCulture),
        _ => throw TorchException.Last($"reading the only element of {this}"),
    };

    internal static unsafe Tensor FromBytes(ReadOnlySpan<byte> raw, DType dtype, ReadOnlySpan<long> shape)
    {
        fixed (byte* source = raw)
        fixed (long* sizes = shape)
        {
            return FromHandle(Shim.ot_from_memory(source, sizes, shape.Length, (int)dtype), "copying from memory");
        }
    }

    internal unsafe byte[] ToBytes()
    {
        var raw = new byte[Count * BytesOf(DType)];
        fixed (byte* target = raw)
        {
            if (Shim.ot_to_memory(Handle, target, raw.Length, (int)DType) < 0) throw TorchException.Last("copying to memory");
        }
        return raw;
    }

    private static int BytesOf(DType dtype) => dtype switch
    {
        DType.UInt8 or DType.Int8 or DType.Bool => 1,
        DType.Int16 or DType.Float16 or DType.BFloat16 => 2,
        DType.Int32 or DType.Float32 => 4,
        _ => 8,
    };

    private static DType DTypeOf<T>() where T : unmanaged =>
        typeof(T) == typeof(float) ? DType.Float32
        : typeof(T) == typeof(double) ? DType.Float64
        : typeof(T) == typeof(long) ? DType.Int64
        : typeof(T) == typeof(int) ? DType.Int32
        : typeof(T) == typeof(short) ? DType.Int16
        : typeof(T) == typeof(byte) ? DType.UInt8
        : typeof(T) == typeof(sbyte) ? DType.Int8
        : typeof(T) == typeof(bool) ? DType.Bool
        : throw new NotSupportedException($"Tensors hold no {typeof(T).Name}.");
}
