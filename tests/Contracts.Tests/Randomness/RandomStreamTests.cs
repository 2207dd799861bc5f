using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Contracts.Tests.Randomness;

public class RandomStreamTests
{
    [Fact]
    public void Is_xoshiro256_star_star_seeded_by_splitmix64()
    {
        // First outputs of an independent implementation of the reference algorithm.
        var stream = new RandomStream(1);
        new[] { stream.NextUInt64(), stream.NextUInt64(),
            stream.NextUInt64() }.ShouldBe([12966619160104079557UL, 9600361134598540522UL, 10590380919521690900UL]);
    }

    [Fact]
    public void Doubles_are_uniform_in_the_half_open_unit_interval()
    {
        var stream = new RandomStream(7);
        var counts = new int[10];
        for (var i = 0; i < 100_000; i++)
        {
            counts[(int)(10 * stream.NextDouble())]++;
        }

        counts.ShouldAllBe(count => Math.Abs(count - 10_000) < 500); // 5 standard deviations
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void Bounded_integers_are_uniform(int bound)
    {
        var stream = new RandomStream(11);
        var counts = new int[bound];
        for (var i = 0; i < 10_000 * bound; i++)
        {
            counts[stream.NextInt(bound)]++;
        }

        counts.ShouldAllBe(count => Math.Abs(count - 10_000) < 500);
    }

    [Fact]
    public void Ranges_include_both_ends_and_may_be_the_widest()
    {
        var stream = new RandomStream(3);
        Enumerable.Range(0, 200).Select(_ => stream.NextInt64(-1, 1)).Distinct().Order().ShouldBe([-1L, 0L, 1L]);
        stream.NextInt64(long.MinValue, long.MaxValue).ShouldNotBe(stream.NextInt64(long.MinValue, long.MaxValue));
        stream.NextInt64(5, 5).ShouldBe(5);
        Should.Throw<ArgumentException>(() => stream.NextInt64(2, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => stream.NextInt(0));
    }

    [Fact]
    public void Normals_have_the_moments_of_a_normal()
    {
        var stream = new RandomStream(5);
        var draws = Enumerable.Range(0, 200_000).Select(_ => stream.NextNormal()).ToArray();
        draws.Average().ShouldBe(0, 0.012);
        draws.Average(z => z * z).ShouldBe(1, 0.02);
        draws.Average(z => z * z * z * z).ShouldBe(3, 0.12);
    }

    [Fact]
    public void A_shuffle_is_a_permutation_and_every_order_is_equally_likely()
    {
        var stream = new RandomStream(9);
        var counts = new Dictionary<string, int>();
        for (var i = 0; i < 24_000; i++)
        {
            char[] items = ['a', 'b', 'c', 'd'];
            stream.Shuffle(items.AsSpan());
            var order = new string(items);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        counts.Count.ShouldBe(24);
        counts.Values.ShouldAllBe(count => Math.Abs(count - 1000) < 160);
    }
}
