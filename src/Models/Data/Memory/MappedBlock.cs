namespace Orchestrator.Models.Data.Memory;

/// <summary>Numbers in a mapped file.</summary>
internal sealed class MappedBlock<T>(MappedFile file, long offset, long length) : Block<T>
    where T : unmanaged
{
    public override long Length => length;

    public override bool IsMapped => true;

    public override ReadOnlySpan<T> Slice(long start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, length - count);
        return file.Span<T>(offset, start, count);
    }

    public override T[] AsArray() => Slice(0, checked((int)length)).ToArray();
}
