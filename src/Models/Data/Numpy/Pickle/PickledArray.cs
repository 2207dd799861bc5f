namespace Orchestrator.Models.Data.Numpy.Pickle;

/// <summary>A NumPy array on its way out of a pickle: first an empty shell, then shape, type and elements.</summary>
internal sealed class PickledArray
{
    private NpyArray? array;

    /// <summary>Takes the state (version, shape, type, Fortran order, elements): bytes, or a list of Python objects.</summary>
    public void Build(object?[] state)
    {
        var shape = Shape(state[1]);
        var type = ((PickledType)state[2]!).Type;
        array = state[4] is List<object?> objects
            ? OfObjects(type, shape, objects)
            : OfBytes(type, shape, Python2Text.BytesOf(state[4]), (bool)state[3]!);
    }

    /// <summary>Protocol 5's in-band form: (buffer, type, shape, order).</summary>
    public static PickledArray FromBuffer(object?[] arguments) => new()
    {
        array = OfBytes(((PickledType)arguments[1]!).Type, Shape(arguments[2]), (byte[])arguments[0]!, (string)arguments[3]! == "F"),
    };

    /// <summary>One element, such as <c>numpy.float64(3)</c>.</summary>
    public static object? Scalar(PickledType type, object? content) =>
        content is byte[] or Python2Text ? OfBytes(type.Type, [], Python2Text.BytesOf(content), false).Elements.GetValue(0) : content;

    /// <summary>The array in its final form.</summary>
    public NpyArray Finish() => array ?? throw new InvalidDataException("the pickle holds an array without elements");

    private static int[] Shape(object? extents) => Array.ConvertAll((object?[])extents!, extent => checked((int)(long)extent!));

    private static NpyArray OfObjects(NpyType type, int[] shape, List<object?> objects)
    {
        if (type.Kind != 'O' || Count(shape) != objects.Count)
        {
            throw new InvalidDataException($"the pickle holds {objects.Count} objects for a shape of {Count(shape)}");
        }

        return new(type, shape, objects.Select(NumpyGlobals.Finished).ToArray());
    }

    private static NpyArray OfBytes(NpyType type, int[] shape, byte[] bytes, bool fortranOrder)
    {
        var count = Count(shape);
        if (type.Kind == 'O' || count * type.Size != bytes.Length)
        {
            throw new InvalidDataException($"the pickle holds {bytes.Length} bytes for {count} elements of {type}");
        }

        using var stream = new MemoryStream(bytes);
        return NpyStream.Build(stream, type, shape, (int)count, fortranOrder);
    }

    private static long Count(int[] shape) => shape.Aggregate(1L, (product, extent) => checked(product * extent));
}
