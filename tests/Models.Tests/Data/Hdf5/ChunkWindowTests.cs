using Orchestrator.Models.Data.Hdf5;

namespace Orchestrator.Models.Tests.Data.Hdf5;

public class ChunkWindowTests
{
    private readonly List<ulong> unpacked = [];

    [Fact]
    public void A_chunk_is_unpacked_once_a_block_and_serves_the_next()
    {
        var window = new ChunkWindow(1000);
        Read(window, 1, 2, 1, 2);
        Read(window, 2, 3, 2);
        unpacked.ShouldBe([1UL, 2, 3]);
    }

    [Fact]
    public void What_a_block_did_not_touch_is_gone_after_it()
    {
        var window = new ChunkWindow(1000);
        Read(window, 1, 2);
        Read(window, 2);
        Read(window, 2);
        Read(window, 1);
        unpacked.ShouldBe([1UL, 2, 1]);
    }

    [Fact]
    public void A_block_of_too_many_chunks_keeps_those_used_last()
    {
        var window = new ChunkWindow(20 * 10);
        Read(window, [.. Enumerable.Range(0, 25).Select(i => (ulong)i), 24, 5, 4]);
        unpacked.Count.ShouldBe(26); // the first five had gone
        unpacked[^1].ShouldBe(4UL);
    }

    [Fact]
    public void Large_chunks_are_kept_as_well()
    {
        var window = new ChunkWindow(5);
        Read(window, [.. Enumerable.Range(0, ChunkWindow.Fewest).Select(i => (ulong)i), 0]);
        unpacked.Count.ShouldBe(ChunkWindow.Fewest);
    }

    private void Read(ChunkWindow window, params ulong[] indices)
    {
        window.BeginBlock();
        foreach (var index in indices)
        {
            window.GetChunk(index, () =>
            {
                unpacked.Add(index);
                return new byte[10];
            });
        }
    }
}
