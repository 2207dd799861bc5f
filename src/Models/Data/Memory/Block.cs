namespace Orchestrator.Models.Data.Memory;

/// <summary>Numbers one after the other, in an array or in a file that is mapped into memory; more than 2^31 of them, in the
/// latter.</summary>
/// <typeparam name="T">A type whose bits are its value.</typeparam>
public abstract class Block<T>
    where T : unmanaged
{
    /// <summary>How many there are.</summary>
    public abstract long Length { get; }

    /// <summary>Whether they lie in a mapped file: shared with other processes, and read from disk where they are touched.</summary>
    public abstract bool IsMapped { get; }

    /// <summary>One of them.</summary>
    public T this[long index] => Slice(index, 1)[0];

    /// <summary>A stretch of them, without a copy.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not lie within.</exception>
    public abstract ReadOnlySpan<T> Slice(long start, int length);

    /// <summary>All of them in an array: the block's own where it has one, else a copy.</summary>
    /// <exception cref="OverflowException">They are more than an array holds.</exception>
    public abstract T[] AsArray();

    /// <summary>An array as a block, not copied.</summary>
    public static implicit operator Block<T>(T[] array) => new ArrayBlock<T>(array);
}

/// <summary>Numbers in an array.</summary>
internal sealed class ArrayBlock<T>(T[] array) : Block<T>
    where T : unmanaged
{
    public override long Length => array.Length;

    public override bool IsMapped => false;

    public override ReadOnlySpan<T> Slice(long start, int length) => array.AsSpan(checked((int)start), length);

    public override T[] AsArray() => array;
}
