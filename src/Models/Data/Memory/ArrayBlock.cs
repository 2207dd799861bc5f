namespace Orchestrator.Models.Data.Memory;

/// <summary>Numbers in an array.</summary>
internal sealed class ArrayBlock<T>(T[] array) : Block<T>
    where T : unmanaged
{
    public override long Length => array.Length;

    public override bool IsMapped => false;

    public override ReadOnlySpan<T> Slice(long start, int length) => array.AsSpan(checked((int)start), length);

    public override T[] AsArray() => array;
}
