using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Tests.Randomness;

public sealed class GeneratorTests : IDisposable
{
    private readonly Scope scope = new();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void One_seed_is_one_stream()
    {
        using Generator a = new(5), b = new(5), c = new(6);
        var first = Draw(a);
        Draw(b).ShouldBe(first);
        Draw(c).ShouldNotBe(first);
        Draw(a).ShouldNotBe(first);
    }

    [Fact]
    public void A_saved_state_continues_the_stream()
    {
        using Generator a = new(5), b = new(99);
        Draw(a);
        RandomTensors.Normal([3], 0, 1, a); // leaves half of a pair behind, which belongs to the state
        var state = a.GetState();
        var expected = Draw(a);
        b.SetState(state);
        Draw(b).ShouldBe(expected);
    }

    [Fact]
    public void Two_streams_do_not_touch_each_other()
    {
        using Generator alone = new(5), a = new(5), b = new(7);
        var expected = Draw(alone).Concat(Draw(alone)).ToArray();
        var first = Draw(a);
        Draw(b);
        first.Concat(Draw(a)).ShouldBe(expected);
    }

    [Fact]
    public void Distributions_have_their_moments()
    {
        using var generator = new Generator(1);
        var normal = RandomTensors.Normal([20000], 3, 2, generator);
        normal.Mean().Item<double>().ShouldBe(3, 0.06);
        normal.Std().Item<double>().ShouldBe(2, 0.05);
        RandomTensors.Bernoulli([20000], 0.3, generator).Mean().Item<double>().ShouldBe(0.3, 0.02);
        var uniform = RandomTensors.Uniform([20000], -1, 3, generator);
        uniform.Min().Item<double>().ShouldBeGreaterThanOrEqualTo(-1);
        uniform.Max().Item<double>().ShouldBeLessThan(3);
        RandomTensors.Permutation(50, generator).ToArray<int>().Order().ShouldBe(Enumerable.Range(0, 50));
    }

    private static double[] Draw(Generator generator) => RandomTensors.Uniform([4], 0, 1, generator).ToArray<double>();
}
