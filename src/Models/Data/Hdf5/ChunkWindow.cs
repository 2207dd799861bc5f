using PureHDF.VOL.Native;

namespace Orchestrator.Models.Data.Hdf5;

/// <summary>
/// Keeps the unpacked chunks of one array that a block touches, for the next block begins where it ends. A block is read in runs along the
/// last axis, which come back to a chunk many times: one that was dropped in between would be unpacked again for each.
/// </summary>
/// <param name="most">Bytes kept beyond the last <see cref="Fewest"/> chunks; then those that were used longest ago go.</param>
internal sealed class ChunkWindow(long most) : IReadingChunkCache
{
    /// <summary>Chunks that are kept however large they are.</summary>
    public const int Fewest = 16;

    private readonly Dictionary<ulong, LinkedListNode<Entry>> entries = [];
    private readonly LinkedList<Entry> order = []; // used last = last
    private long bytes;
    private int block;

    private sealed record Entry(ulong Index, Memory<byte> Chunk)
    {
        public int Block { get; set; }
    }

    /// <summary>Begins a block: what the one before did not touch goes.</summary>
    public void BeginBlock()
    {
        while (order.First is { } oldest && oldest.Value.Block < block)
        {
            Drop(oldest);
        }
        block++;
    }

    /// <inheritdoc />
    public Memory<byte> GetChunk(ulong index, Func<Memory<byte>> chunkReader)
    {
        if (entries.TryGetValue(index, out var known))
        {
            order.Remove(known);
            order.AddLast(known);
            known.Value.Block = block;
            return known.Value.Chunk;
        }
        var entry = new Entry(index, chunkReader()) { Block = block };
        entries[index] = order.AddLast(entry);
        bytes += entry.Chunk.Length;
        while (bytes > most && order.Count > Fewest)
        {
            Drop(order.First!);
        }
        return entry.Chunk;
    }

    private void Drop(LinkedListNode<Entry> node)
    {
        order.Remove(node);
        entries.Remove(node.Value.Index);
        bytes -= node.Value.Chunk.Length;
    }
}
