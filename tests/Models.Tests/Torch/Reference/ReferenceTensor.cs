using Orchestrator.Models.Torch;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tests.Torch.Reference;

/// <summary>A tensor that PyTorch computed; the values are row-major.</summary>
internal sealed record ReferenceTensor(long[] Shape, double[] Values)
{
    /// <summary>Compares shape and elements: |difference| at most tolerance * (1 + |expected|).</summary>
    public void ShouldEqual(Tensor actual, string what, double tolerance = 1e-5)
    {
        actual.shape.ShouldBe(Shape, what);
        var values = actual.ToArray<double>();
        for (var i = 0; i < values.Length; i++)
        {
            // Written out, because ShouldBe's tolerance excludes its own bound.
            var limit = tolerance * (1 + Math.Abs(Values[i]));
            Math.Abs(values[i] - Values[i]).ShouldBeLessThanOrEqualTo(limit, $"{what}, element {i}: {values[i]} instead of {Values[i]}");
        }
    }
}
