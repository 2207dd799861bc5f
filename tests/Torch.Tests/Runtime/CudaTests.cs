using Orchestrator.Torch.Modules;
using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Runtime;
using Orchestrator.Torch.Tensors;
using Orchestrator.Torch.Tests.Reference;

namespace Orchestrator.Torch.Tests.Runtime;

public sealed class CudaTests
{
    [Fact]
    public void Available_means_that_there_is_a_device() => Cuda.IsAvailable.ShouldBe(Cuda.DeviceCount > 0);

    [Fact]
    public void A_device_that_is_not_there_is_refused_with_its_number() =>
        Should.Throw<TorchException>(() => Cuda.Memory(1000)).Message.ShouldContain("cuda:1000");

    [CudaFact]
    public void Each_device_has_a_name_and_memory()
    {
        for (var i = 0; i < Cuda.DeviceCount; i++)
        {
            Cuda.DeviceName(i).ShouldNotBeNullOrWhiteSpace();
            var memory = Cuda.Memory(i);
            memory.Total.ShouldBeGreaterThan(1L << 30);
            memory.Free.ShouldBeInRange(0, memory.Total);
        }
    }

    [CudaFact]
    public void A_network_computes_the_same_on_both()
    {
        using var scope = new Scope();
        using var generator = new Generator(5);
        using var network = new Sequential(new Lstm(3, 8, generator, bidirectional: true), new Linear(16, 2, generator));
        var expected = network.Forward(Waves.Signal(4, 6, 3)).ToArray<float>();
        network.To(Device.Cuda());
        network.Parameters.ShouldAllBe(p => p.RequiresGrad && p.Device == Device.Cuda(0));
        var output = network.Forward(Waves.Signal(4, 6, 3).To(Device.Cuda()));
        output.ToArray<float>().ShouldBe(expected, 1e-4);
        output.Sum().Backward();
        Cuda.Synchronize(0);
        network.Parameters.ShouldAllBe(p => p.Grad!.IsFinite());
    }

    [CudaFact]
    public void A_generator_on_the_device_can_be_resumed()
    {
        using var scope = new Scope();
        using var generator = new Generator(5, Device.Cuda());
        RandomTensors.Uniform([7], 0, 1, generator);
        var state = generator.GetState();
        var expected = RandomTensors.Normal([9], 0, 1, generator).ToArray<float>();
        using var other = new Generator(6, Device.Cuda());
        other.SetState(state);
        RandomTensors.Normal([9], 0, 1, other).ToArray<float>().ShouldBe(expected);
    }
}
