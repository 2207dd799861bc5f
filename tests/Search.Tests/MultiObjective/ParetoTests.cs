using Orchestrator.Contracts.Randomness;
using Orchestrator.Search.MultiObjective;

namespace Orchestrator.Search.Tests.MultiObjective;

public sealed class ParetoTests
{
    [Fact]
    public void The_front_is_what_nothing_dominates()
    {
        double[][] points = [[1, 5], [2, 2], [5, 1], [3, 3], [2, 2], [6, 6]];
        ParetoFront.Of(points).ShouldBe([0, 1, 2, 4]);
        ParetoFront.Ranks(points).ShouldBe([0, 0, 0, 1, 0, 2]);
    }

    [Fact]
    public void Areas_of_boxes_are_not_counted_twice()
    {
        Hypervolume.Of([[1, 3], [2, 1]], [4, 4]).ShouldBe(3 * 1 + 2 * 3 - 2 * 1 + 0, 1e-12);
        Hypervolume.Of([[1, 1], [5, 0]], [4, 4]).ShouldBe(9, 1e-12);
        Hypervolume.Of([], [4, 4]).ShouldBe(0);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Volumes_agree_with_counting_random_points(int objectives)
    {
        var random = new RandomStream(6);
        double[][] points =
            [.. Enumerable.Range(0, 12).Select(_ => Enumerable.Range(0, objectives).Select(_ => random.NextDouble()).ToArray())];
        var reference = Enumerable.Repeat(1.0, objectives).ToArray();
        const int draws = 40_000;
        var hits = 0;
        for (var i = 0; i < draws; i++)
        {
            double[] draw = [.. reference.Select(_ => random.NextDouble())];
            if (points.Any(point => point.Zip(draw).All(pair => pair.First <= pair.Second)))
            {
                hits++;
            }
        }

        Hypervolume.Of(points, reference).ShouldBe(hits / (double)draws, 0.01);
    }
}
