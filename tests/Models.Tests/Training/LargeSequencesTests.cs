using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Memory;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tests.Training;

/// <summary>Sequences of more than 2^31 bases: what an array cannot hold, and int arithmetic gets wrong.</summary>
public sealed class LargeSequencesTests
{
    private const int Length = 1 << 20, Rows = (1 << 11) + 2;

    private static SequenceInputs Inputs => new(new NumberedRows(), Length);

    [Fact]
    public void Rows_keep_their_places()
    {
        var inputs = Inputs;

        inputs.Rows.ShouldBe(Rows);
        inputs.Codes(Rows - 1)[0].ShouldBe(NumberedRows.CodeOf(Rows - 1));
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Batches_are_taken_from_all_of_them(bool whole)
    {
        Skip.If(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes < 6L << 30, "This machine has less than 6 GiB of memory.");
        using var scope = NewDisposeScope();
        int[] numbers = [Rows - 1, 0, 1];
        using BatchSource source = whole ? new DenseBatches(Inputs, CPU) : new HostBatches(Inputs, CPU);

        var batch = source.Take(new(numbers, HostTensors.FromSpan<int>(numbers).to(int64)));

        batch.shape.ShouldBe([3L, Length]);
        batch[TensorIndex.Colon, Length - 1].ToArray<long>().ShouldBe(numbers.Select(number => (long)NumberedRows.CodeOf(number)));
    }

    [Fact]
    public void A_copy_that_no_array_can_hold_is_refused()
    {
        int[] all = [.. Enumerable.Range(0, Rows)];

        Should.Throw<OverflowException>(() => Inputs.Select(all));
        Should.Throw<OverflowException>(() => Inputs.Padded(Length));
        Should.Throw<ArgumentException>(() => Inputs.CopyCodes(all, new long[5])).Message.ShouldContain("2149580800 values are expected");
        Should.Throw<ArgumentException>(() => Inputs.CopyRows(all, new float[5])).Message.ShouldContain("8598323200 values are expected");
    }

    /// <summary>Rows of one code each, made when they are looked at.</summary>
    private sealed class NumberedRows : Block<byte>
    {
        private readonly byte[] row = new byte[LargeSequencesTests.Length];

        public override long Length => (long)LargeSequencesTests.Length * Rows;

        public override bool IsMapped => true;

        public static byte CodeOf(int row) => (byte)(row % 5);

        public override ReadOnlySpan<byte> Slice(long start, int length)
        {
            row.AsSpan(0, length).Fill(CodeOf(checked((int)(start / LargeSequencesTests.Length))));
            return row.AsSpan(0, length);
        }

        public override byte[] AsArray() => throw new OverflowException();
    }
}
