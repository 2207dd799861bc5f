using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Orchestrator.Models.Data.Numpy.Pickle;

namespace Orchestrator.Models.Data.Numpy;

/// <summary>Reads one array from an .npy stream straight into an array of its own type, without a copy between.</summary>
internal static class NpyStream
{
    private const int ChunkElements = 1 << 24; // spans count bytes in an int: larger arrays are filled piece by piece

    /// <summary>Reads header and elements; objects without running any Python.</summary>
    /// <param name="stream">At the magic bytes.</param>
    /// <param name="length">Bytes that the stream holds, so that a damaged header cannot ask for more memory; null where unknown.</param>
    /// <exception cref="InvalidDataException">Not an .npy stream, cut short, or of an element type that is not read.</exception>
    public static NpyArray Read(Stream stream, long? length = null)
    {
        var header = NpyHeader.Read(stream);
        if (header.Type.Kind == 'O')
        {
            return Unpickle(stream, header,
                length - header.Bytes ?? throw new InvalidDataException("its elements are pickled Python objects"));
        }

        if (header.Count > Array.MaxLength)
        {
            throw new InvalidDataException($"it has {header.Count} elements; at most {Array.MaxLength} are read");
        }

        var needed = header.Count * header.Type.Size;
        if (length - header.Bytes < needed)
        {
            throw new InvalidDataException($"it needs {needed} bytes of elements and has {length - header.Bytes}");
        }

        return Build(stream, header.Type, header.Shape, (int)header.Count, header.FortranOrder);
    }

    private static NpyArray Unpickle(Stream stream, NpyHeader header, long length)
    {
        var pickle = new byte[checked((int)Math.Max(0, length))];
        stream.ReadExactly(pickle);
        return PickleMachine.Read(pickle) switch
        {
            NpyArray array => array,
            List<object?> list when header.Shape.Length == 1 && header.Count == list.Count =>
                new(header.Type, header.Shape, list.ToArray()),
            _ => throw new InvalidDataException("the pickle does not hold an array"),
        };
    }

    /// <summary>Reads elements and puts them into row-major order.</summary>
    public static NpyArray Build(Stream stream, NpyType type, int[] shape, int count, bool fortranOrder)
    {
        var elements = Elements(stream, type, count, out var ordinary);
        return new(type, shape, fortranOrder && shape.Length > 1 ? RowMajor(elements, shape) : elements) { IsOrdinary = ordinary };
    }

    private static Array Elements(Stream stream, NpyType type, int count, out bool ordinary)
    {
        ordinary = false;
        return (type.Kind, type.Size) is ('f', 4) && !type.BigEndian
            ? Singles(stream, count, out ordinary)
            : Elements(stream, type, count);
    }

    // Looked at while they are in the processor's cache: once more through memory would cost as much as a tenth of the reading.
    private static float[] Singles(Stream stream, int count, out bool ordinary)
    {
        const int Chunk = 1 << 16;
        var elements = GC.AllocateUninitializedArray<float>(count);
        ordinary = true;
        for (var start = 0; start < count; start += Chunk)
        {
            var chunk = elements.AsSpan(start, Math.Min(Chunk, count - start));
            stream.ReadExactly(MemoryMarshal.AsBytes(chunk));
            ordinary = ordinary && FiniteNumbers.AreOrdinary(chunk);
        }

        return elements;
    }

    private static Array Elements(Stream stream, NpyType type, int count) => (type.Kind, type.Size) switch
    {
        ('f', 2) => Numbers<Half>(stream, type, count),
        ('f', 4) => Numbers<float>(stream, type, count),
        ('f', 8) => Numbers<double>(stream, type, count),
        ('i', 1) => Numbers<sbyte>(stream, type, count),
        ('i', 2) => Numbers<short>(stream, type, count),
        ('i', 4) => Numbers<int>(stream, type, count),
        ('i', 8) => Numbers<long>(stream, type, count),
        ('u', 1) => Numbers<byte>(stream, type, count),
        ('u', 2) => Numbers<ushort>(stream, type, count),
        ('u', 4) => Numbers<uint>(stream, type, count),
        ('u', 8) => Numbers<ulong>(stream, type, count),
        ('b', 1) => Array.ConvertAll(Numbers<byte>(stream, type, count), value => value != 0),
        ('U', _) => Texts(stream, type, count, type.BigEndian ? new UTF32Encoding(true, false) : Encoding.UTF32),
        ('S', _) => Texts(stream, type, count, Encoding.Latin1),
        _ => throw new InvalidDataException($"its elements are of type {type}"),
    };

    private static T[] Numbers<T>(Stream stream, NpyType type, int count)
        where T : unmanaged
    {
        var elements = GC.AllocateUninitializedArray<T>(count);
        for (var start = 0; start < count; start += ChunkElements)
        {
            stream.ReadExactly(MemoryMarshal.AsBytes(elements.AsSpan(start, Math.Min(ChunkElements, count - start))));
        }

        if (type.BigEndian && type.Size > 1)
        {
            for (var i = 0; i < count; i++)
            {
                MemoryMarshal.AsBytes(elements.AsSpan(i, 1)).Reverse();
            }
        }

        return elements;
    }

    private static string[] Texts(Stream stream, NpyType type, int count, Encoding encoding)
    {
        var texts = new string[count];
        var buffer = new byte[type.Size];
        for (var i = 0; i < count; i++)
        {
            stream.ReadExactly(buffer);
            texts[i] = encoding.GetString(buffer).TrimEnd('\0');
        }

        return texts;
    }

    /// <summary>Transposes column-major elements: the reverse of the shape, walked with the last index fastest.</summary>
    private static Array RowMajor(Array source, int[] shape)
    {
        var target = Array.CreateInstance(source.GetType().GetElementType()!, source.Length);
        var strides = new int[shape.Length];
        for (int axis = 0, stride = 1; axis < shape.Length; stride *= shape[axis++])
        {
            strides[axis] = stride;
        }

        var index = new int[shape.Length];
        for (int to = 0, from = 0; to < source.Length; to++)
        {
            Array.Copy(source, from, target, to, 1);
            for (var axis = shape.Length - 1; axis >= 0; axis--)
            {
                from += strides[axis];
                if (++index[axis] < shape[axis])
                {
                    break;
                }

                from -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }

        return target;
    }
}
