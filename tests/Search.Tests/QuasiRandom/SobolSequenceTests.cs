using Orchestrator.Search.QuasiRandom;

namespace Orchestrator.Search.Tests.QuasiRandom;

public sealed class SobolSequenceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(77)]
    public void Every_dimension_has_one_of_the_first_256_points_in_each_256th(ulong seed)
    {
        var points = Points(SobolSequence.TableDimensions, seed, 256);
        for (var d = 0; d < SobolSequence.TableDimensions; d++)
        {
            points.Select(p => (int)(p[d] * 256)).Order().ShouldBe(Enumerable.Range(0, 256), $"dimension {d}");
        }
    }

    [Fact]
    public void The_first_two_dimensions_are_a_net() // (0, 8, 2): one point in every box of area 1/256
    {
        var points = Points(2, 5, 256);
        for (var k = 0; k <= 8; k++)
        {
            int across = 1 << k, up = 1 << (8 - k);
            points.Select(p => ((int)(p[0] * across), (int)(p[1] * up))).Distinct().Count().ShouldBe(256, $"boxes of {across} x {up}");
        }
    }

    [Fact]
    public void A_point_depends_on_seed_and_index_alone()
    {
        Points(24, 3, 40)[17].ShouldBe(Points(24, 3, 18)[17]);
        Points(24, 3, 40)[17].ShouldNotBe(Points(24, 4, 40)[17]);
    }

    [Fact]
    public void Coordinates_stay_below_1() => Points(30, 8, 2000).ShouldAllBe(p => p.All(x => x >= 0 && x < 1));

    private static List<double[]> Points(int dimensions, ulong seed, int count)
    {
        var sequence = new SobolSequence(dimensions, seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var point = new double[dimensions];
            sequence.Point((uint)i, point);
            return point;
        })];
    }
}
