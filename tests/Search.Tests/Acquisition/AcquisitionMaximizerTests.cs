using Orchestrator.Search.Acquisition;
using Orchestrator.Search.Constraints;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Tests.Acquisition;

public sealed class AcquisitionMaximizerTests
{
    [Fact]
    public void What_is_found_on_the_border_of_a_region_lies_inside()
    {
        // 0.01 / 0.3 * 0.3 is 0.00999...: the best point of each region is its lower end, divided and multiplied by a length-scale.
        var encoding = new SpaceEncoding(Spaces.Box(1, 0, 1));
        double[][] points = [[0], [0.25], [0.5], [0.75], [1]];
        var posterior = GaussianProcess.Fit(FeatureTable.Of(encoding, points), [-2, -1, 0, 1, 2], new([1], 1, 1e-6));
        for (var i = 1; i <= 60; i++)
        {
            var region = new TrustRegion([0.01 * i], [0.01 * i + 0.2]);
            foreach (var scale in new[] { 0.07, 0.3, 0.7, 0.9 })
            {
                var maximizer = new AcquisitionMaximizer(encoding, new Feasibility(encoding), region,
                    new AveragedImprovement(encoding, posterior, posterior.Believed, [0]), [scale]);
                var found = maximizer.Improve(maximizer.Rank([[0.01 * i + 0.1]]), 1);
                region.Contains(0, found[0].Point[0]).ShouldBeTrue($"{found[0].Point[0]:R} in a region from {region.Lower[0]:R}");
                found[0].Point[0].ShouldBe(0.01 * i, 1e-3);
            }
        }
    }
}
