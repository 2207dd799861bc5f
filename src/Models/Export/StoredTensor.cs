using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Export;

/// <summary>Values as they lie in files, little-endian.</summary>
internal static class StoredTensor
{
    /// <summary>Bytes of an element.</summary>
    public static int SizeOf(ScalarType type)
    {
        using var none = empty(0, type);
        return (int)none.ElementSize;
    }

    /// <summary>Reads a tensor's elements, row-major, from where a stream stands. Belongs to the caller, whatever scope there is.</summary>
    /// <exception cref="EndOfStreamException">There are fewer.</exception>
    public static Tensor Read(Stream stream, ScalarType type, params long[] shape)
    {
        var tensor = empty(shape, type).DetachFromDisposeScope();
        try
        {
            stream.ReadExactly(tensor.bytes);
            return tensor;
        }
        catch
        {
            tensor.Dispose();
            throw;
        }
    }
}
