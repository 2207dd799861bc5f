using Orchestrator.Models.Data.Files;

namespace Orchestrator.Models.Data.Matlab;

/// <summary>The next bytes of a stream, and no more; the stream itself stays open.</summary>
/// <param name="inner">The stream.</param>
/// <param name="left">How many bytes.</param>
internal sealed class BoundedStream(Stream inner, long left) : SequentialStream
{
    private long left = left;

    /// <inheritdoc />
    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer[..(int)Math.Min(buffer.Length, left)]);
        left -= count;
        return count;
    }
}
