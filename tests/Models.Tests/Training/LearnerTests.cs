using Orchestrator.Contracts.Spaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Tasks;
using Orchestrator.Models.Training;
using Orchestrator.Torch.Optimizers;
using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Models.Tests.Training;

public sealed class LearnerTests
{
    [Theory]
    [InlineData(0, null)]
    [InlineData(1e6, null)]
    [InlineData(0.25, 0.25)]
    public void A_gradient_longer_than_the_clip_is_scaled_to_it(double clip, double? expected)
    {
        var (free, clipped) = (Move(0), Move(clip));

        var length = Math.Sqrt(clipped.Sum(x => (double)x * x));
        if (expected is { } norm) length.ShouldBe(norm, 1e-5);
        else clipped.ShouldBe(free);
        var scale = length / Math.Sqrt(free.Sum(x => (double)x * x));
        clipped.Zip(free).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second * scale) < 1e-5);
    }

    /// <summary>How far one step of plain gradient descent with step size 1 moves the weights of a linear model: its gradient.</summary>
    private static float[] Move(double clip)
    {
        using var scope = new Scope();
        var model = ModelCatalog.Find("linear");
        var set = new DataSet(new FloatInputs([3, 1, -2, 4, 0, 5], [3]), new ValueTargets([10, -20], ["y"]), ["a", "b"]);
        var shape = DataShape.Of(model, set);
        using var generator = new Generator(1);
        using var data = new LoadedData(set, "two rows", Device.Cpu);
        var network = ModelCatalog.Create("linear", new(model, Configuration.Empty, Configuration.Empty), shape, new(generator, generator));
        using var learner = new Learner(
            data, LearningTask.Create(shape, set.Targets, [0, 1], false, Device.Cpu), network, new Sgd(network.Parameters, 1), new Generator(2), new(Part: 2, clip));
        var before = network.Parameters.SelectMany(parameter => parameter.ToArray<float>()).ToArray();

        learner.Step(data.Rows([0, 1]), Tensor.Zeros([1]));

        return [.. network.Parameters.SelectMany(parameter => parameter.ToArray<float>()).Zip(before, (after, start) => after - start)];
    }
}
