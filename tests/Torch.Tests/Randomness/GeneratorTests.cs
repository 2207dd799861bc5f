using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Runtime;
using Orchestrator.Torch.Tensors;
using Orchestrator.Torch.Tests.Reference;

namespace Orchestrator.Torch.Tests.Randomness;

public sealed class GeneratorTests : IDisposable
{
    private readonly Scope scope = new();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void The_numbers_are_those_of_PyTorch_with_the_same_seed()
    {
        var draws = PyTorch.Numbers.Draws;
        using var generator = new Generator(42);
        draws["uniform"].ShouldEqual(RandomTensors.Uniform([20], 0, 1, generator), "uniform", 1e-7);
        draws["normal"].ShouldEqual(RandomTensors.Normal([21], 0, 1, generator), "normal", 1e-6);
        draws["normal-few"].ShouldEqual(RandomTensors.Normal([3], 2, 0.5, generator), "normal-few", 1e-6);
        draws["bernoulli"].ShouldEqual(RandomTensors.Bernoulli([20], 0.3, generator), "bernoulli", 0);
        draws["permutation"].ShouldEqual(RandomTensors.Permutation(10, generator), "permutation", 0);
    }

    [Fact]
    public void One_seed_gives_one_stream_and_another_seed_another()
    {
        Draw(7).ShouldBe(Draw(7));
        Draw(8).ShouldNotBe(Draw(7));
        Draw(ulong.MaxValue).ShouldBe(Draw(ulong.MaxValue));

        static float[] Draw(ulong seed)
        {
            using var generator = new Generator(seed);
            return RandomTensors.Uniform([50], 0, 1, generator).ToArray<float>();
        }
    }

    [Fact]
    public void Generators_do_not_disturb_each_other()
    {
        using Generator first = new(1), alone = new(1), second = new(2);
        var expected = RandomTensors.Uniform([10], 0, 1, alone).ToArray<float>();
        var head = RandomTensors.Uniform([5], 0, 1, first).ToArray<float>();
        RandomTensors.Uniform([100], 0, 1, second);
        head.Concat(RandomTensors.Uniform([5], 0, 1, first).ToArray<float>()).ShouldBe(expected);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)] // a single normal number leaves its twin for the next call: part of the state
    [InlineData(1000)]
    public void A_saved_state_continues_bit_by_bit(int drawnBefore)
    {
        using var generator = new Generator(3);
        if (drawnBefore > 0) RandomTensors.Normal([drawnBefore], 0, 1, generator);
        var state = generator.GetState();
        var expected = Continue(generator);
        using var resumed = new Generator(99);
        resumed.SetState(state);
        Continue(resumed).ShouldBe(expected);
        generator.SetState(state);
        Continue(generator).ShouldBe(expected);

        static int[] Continue(Generator generator) =>
        [
            .. RandomTensors.Normal([3], 0, 1, generator).ToArray<float>().Select(BitConverter.SingleToInt32Bits),
            .. RandomTensors.Uniform([33], -1, 1, generator).ToArray<float>().Select(BitConverter.SingleToInt32Bits),
            .. RandomTensors.Permutation(20, generator).ToArray<int>(),
        ];
    }

    [Fact]
    public void A_state_of_another_size_is_refused()
    {
        using var generator = new Generator(3);
        Should.Throw<TorchException>(() => generator.SetState([1, 2, 3]));
    }

    [Fact]
    public void A_permutation_holds_every_number_once()
    {
        using var generator = new Generator(3);
        RandomTensors.Permutation(1000, generator).ToArray<int>().Order().ShouldBe(Enumerable.Range(0, 1000));
    }

    [Fact]
    public void Distributions_have_their_moments()
    {
        using var generator = new Generator(11);
        const int n = 100_000;
        RandomTensors.Bernoulli([n], 0.3, generator).Mean().Item<double>().ShouldBe(0.3, 0.006); // 4 standard errors
        var uniform = RandomTensors.Uniform([n], -1, 3, generator);
        uniform.Mean().Item<double>().ShouldBe(1, 0.015);
        (uniform.Min().Item<double>() >= -1 && uniform.Max().Item<double>() < 3).ShouldBeTrue();
        var normal = RandomTensors.Normal([n], 2, 0.5, generator);
        normal.Mean().Item<double>().ShouldBe(2, 0.0065);
        normal.Std().Item<double>().ShouldBe(0.5, 0.0045);
    }

    [Fact]
    public void A_freed_generator_refuses_use()
    {
        var generator = new Generator(3);
        generator.Dispose();
        generator.Dispose();
        Should.Throw<ObjectDisposedException>(() => RandomTensors.Permutation(3, generator));
    }
}
