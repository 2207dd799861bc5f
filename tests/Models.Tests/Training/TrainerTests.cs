using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Tasks;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Torch.Optimizers;
using Orchestrator.Models.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tests.Training;

public sealed class TrainerTests
{
    [Theory]
    [InlineData(0, null)]
    [InlineData(1e6, null)]
    [InlineData(0.25, 0.25)]
    public void A_gradient_longer_than_the_clip_is_scaled_to_it(double clip, double? expected)
    {
        var (free, clipped) = (Move(0), Move(clip));

        var length = Math.Sqrt(clipped.Sum(x => (double)x * x));
        if (expected is { } norm)
        {
            length.ShouldBe(norm, 1e-5);
        }
        else
        {
            clipped.ShouldBe(free);
        }

        var scale = length / Math.Sqrt(free.Sum(x => (double)x * x));
        clipped.Zip(free).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second * scale) < 1e-5);
    }

    /// <summary>How far one step of plain gradient descent with step size 1 moves the weights of a linear model: its gradient.</summary>
    private static float[] Move(double clip)
    {
        using var scope = NewDisposeScope();
        var model = ModelCatalog.Find("linear");
        var set = new DataSet(new FloatInputs([3, 1, -2, 4, 0, 5], [3]), new ValueTargets([10, -20], ["y"]), ["a", "b"]);
        var shape = DataShape.Of(model, set);
        FoldSeeds.Set(1);
        using var data = new LoadedData(set, "two rows", CPU);
        var network = ModelCatalog.Create("linear", new(model, Configuration.Empty, Configuration.Empty), shape);
        using var learner = new Trainer(
            data, LearningTask.Create(shape, set.Targets, [0, 1], false, CPU), network, new Sgd(network.parameters(), 1),
                new(Part: 2, clip));
        var before = network.parameters().SelectMany(parameter => parameter.ToArray<float>()).ToArray();

        learner.Step(data.Rows([0, 1]), zeros(1));

        return [.. network.parameters().SelectMany(parameter => parameter.ToArray<float>()).Zip(before, (after, start) => after - start)];
    }
}
