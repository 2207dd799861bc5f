using System.Numerics;

namespace Orchestrator.Models.Data;

/// <summary>A file of named arrays that are read block by block. For one thread at a time. Dispose it to close the file.</summary>
public interface IArrayFile : IDisposable
{
    /// <summary>Names of the arrays at the top level, in alphabetical order.</summary>
    IReadOnlyList<string> Keys { get; }

    /// <summary>The extents of an array.</summary>
    /// <exception cref="DataFormatException">There is no such array.</exception>
    long[] Shape(string key);

    /// <summary>
    /// Reads a block of numbers, converted to <typeparamref name="T"/>: fractions are cut off, and what is out of range becomes the
    /// nearest that is not.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>byte</c>.</typeparam>
    /// <param name="key">An array's name.</param>
    /// <param name="start">The block's first index along each axis.</param>
    /// <param name="count">Its extents; their product is the length of <paramref name="destination"/>.</param>
    /// <param name="destination">Takes the block in row-major order.</param>
    /// <exception cref="DataFormatException">There is no such array, it does not hold numbers, the block lies outside of it, or the file
    /// is damaged.</exception>
    void Read<T>(string key, ReadOnlySpan<long> start, ReadOnlySpan<long> count, T[] destination)
        where T : unmanaged, INumberBase<T>;
}

/// <summary>The elements of an array are of another kind than its reader needs.</summary>
/// <param name="message">Which they are, and which are needed.</param>
public sealed class ElementTypeException(string message) : Exception(message);
