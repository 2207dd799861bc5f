using Orchestrator.Contracts.Randomness;
using Orchestrator.Models.Data;
using Orchestrator.Models.Folds;
using Orchestrator.Models.Tests.Data;

namespace Orchestrator.Models.Tests.Folds;

public class DuplicatesTests
{
    [Fact]
    public void Copies_share_a_group_in_every_representation()
    {
        Groups(Duplicates.Exact(SequenceInputs.Encode(["ACGT", "ACG", "acgt", "ACGN"]))).ShouldBe([0, 1, 0, 2]);
        Groups(Duplicates.Exact(new FloatInputs([1, 2, 2, 1, 1, 2], [2]))).ShouldBe([0, 1, 0]);
        Groups(Duplicates.Exact(new SparseInputs([0, 1, 2, 3, 3], [4, 5, 4], null, 9))).ShouldBe([0, 1, 0, 2]);
        Groups(Duplicates.Exact(new SparseInputs([0, 1, 2], [4, 4], [1, 2], 9))).ShouldBe([0, 1]);
    }

    [Fact]
    public void Near_rows_are_joined_in_chains_and_far_ones_are_not()
    {
        var inputs = SequenceInputs.Encode(["AAAAAAAA", "AAAAAACC", "AACCAACC", "TTTTTTTT"]);
        Groups(Duplicates.Near(inputs, 1)).ShouldBe([0, 1, 2, 3]);
        Groups(Duplicates.Near(inputs, 2)).ShouldBe([0, 0, 0, 1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public void No_near_pair_is_missed(int differences)
    {
        var random = new RandomStream(5);
        var values = new float[200 * 12];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = random.NextInt(3);
        }

        var inputs = new FloatInputs(values, [12]);
        var groups = Duplicates.Near(inputs, differences);
        for (var i = 0; i < 200; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var distance = 0;
                for (var k = 0; k < 12; k++)
                {
                    distance += inputs.Row(i)[k] == inputs.Row(j)[k] ? 0 : 1;
                }

                if (distance <= differences)
                {
                    groups[i].ShouldBe(groups[j]);
                }
            }
        }
    }

    /// <summary>20,000 sequences of 1,000 bases, every tenth a near copy, were compared pair by pair 2 * 10^8 times; few have a block in
    /// common.</summary>
    [Fact]
    public void Many_long_sequences_are_compared_in_seconds()
    {
        var random = new RandomStream(7);
        var codes = new byte[20_000 * 1_000];
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = (byte)random.NextInt(4);
        }

        for (var row = 10; row < 20_000; row += 10)
        {
            codes.AsSpan((row - 3) * 1_000, 1_000).CopyTo(codes.AsSpan(row * 1_000));
            for (var change = 0; change < 20; change++)
            {
                codes[row * 1_000 + random.NextInt(1_000)] = (byte)random.NextInt(4);
            }
        }

        var before = Environment.CpuUsage.TotalTime;
        Duplicates.Near(new SequenceInputs(codes, 1_000), 20).Count.ShouldBe(20_000 - 1_999);
        (Environment.CpuUsage.TotalTime - before).ShouldBeLessThan(TimeSpan.FromSeconds(30)); // a second or two, and whatever runs beside
    }

    [Fact]
    public void The_splice_example_repeats_185_sequences() =>
        Duplicates.Exact(DataSetFormats.Read(new(RealData.OfRepository("examples/splice/splice.fasta"), "fasta")).Inputs).Count.ShouldBe(
            3186 - 185);

    private static IEnumerable<int> Groups(RowGroups groups) => Enumerable.Range(0, groups.Rows).Select(row => groups[row]);
}
