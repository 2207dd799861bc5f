using System.IO.MemoryMappedFiles;

namespace Orchestrator.Models.Data.Hdf5;

/// <summary>A mapped file as a stream that ends where the file does: an address in a damaged file that points past the end is refused,
/// where the library's own access to a mapping would read on, which the kernel answers by ending the process.</summary>
/// <param name="view">The mapping; stays open.</param>
/// <param name="length">Bytes of the file.</param>
internal sealed class MappedStream(MemoryMappedViewAccessor view, long length)
    : UnmanagedMemoryStream(view.SafeMemoryMappedViewHandle, view.PointerOffset, length, FileAccess.Read)
{
    /// <inheritdoc />
    public override int Read(Span<byte> buffer)
    {
        Require(buffer.Length);
        return base.Read(buffer);
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count)
    {
        Require(count);
        return base.Read(buffer, offset, count);
    }

    /// <inheritdoc />
    public override int ReadByte()
    {
        Require(1);
        return base.ReadByte();
    }

    private void Require(int count)
    {
        if (Position > Length - count)
        {
            throw new EndOfStreamException($"{count} bytes at {Position} are past the end, {Length}");
        }
    }
}
