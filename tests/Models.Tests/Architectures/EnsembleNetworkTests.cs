using Orchestrator.Models.Architectures;
using Orchestrator.Models.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tests.Architectures;

public sealed class EnsembleNetworkTests
{
    [Theory]
    [InlineData(TaskKind.TwoClasses, 1)]
    [InlineData(TaskKind.Labels, 3)]
    [InlineData(TaskKind.ManyClasses, 4)]
    public void Probabilities_are_averaged(TaskKind task, int outputs)
    {
        var (one, other, input) = Members(outputs);
        var expected = (Probabilities(one.call(input), task) + Probabilities(other.call(input), task)) / 2;
        using var ensemble = new EnsembleNetwork([one, other], [null, null], task);

        Distance(Probabilities(ensemble.call(input), task), expected).ShouldBeLessThan(1e-6);
    }

    [Fact]
    public void Values_are_averaged()
    {
        var (one, other, input) = Members(2);
        var expected = (one.call(input) + other.call(input)) / 2;
        using var ensemble = new EnsembleNetwork([one, other], [null, null], TaskKind.Values);

        Distance(ensemble.call(input), expected).ShouldBeLessThan(1e-6);
    }

    [Fact]
    public void Members_that_are_sure_do_not_become_infinite()
    {
        var (one, other, _) = Members(1);
        using var ensemble = new EnsembleNetwork([one, other], [null, null], TaskKind.TwoClasses);
        using var far = full([1, 5], 1e4f);
        ensemble.call(far).isfinite().all().item<bool>().ShouldBeTrue();
    }

    [Fact]
    public void Each_member_takes_its_own_columns()
    {
        var (one, other, input) = Members(2);
        var wide = cat([input, ones(input.shape[0], 2)], 1);
        using var ensemble = new EnsembleNetwork([one, other], [[0, 1, 2, 3, 4], [2, 3, 4, 5, 6]], TaskKind.Values);
        var expected = (one.call(input) + other.call(wide.narrow(1, 2, 5))) / 2;

        Distance(ensemble.call(wide), expected).ShouldBeLessThan(1e-6);
    }

    private static (nn.Module<Tensor, Tensor> One, nn.Module<Tensor, Tensor> Other, Tensor Input) Members(int outputs)
    {
        random.manual_seed(5).Dispose();
        return (nn.Linear(5, outputs), nn.Linear(5, outputs), randn(7, 5));
    }

    private static Tensor Probabilities(Tensor outputs, TaskKind task) =>
        task == TaskKind.ManyClasses ? outputs.softmax(-1) : outputs.sigmoid();

    private static double Distance(Tensor one, Tensor other) => (one - other).abs().max().item<float>();
}
