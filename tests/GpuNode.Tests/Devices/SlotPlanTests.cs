using Orchestrator.Contracts.Definitions;
using Orchestrator.GpuNode.Devices;

namespace Orchestrator.GpuNode.Tests.Devices;

public class SlotPlanTests
{
    private static readonly FoundGpus TwoGpus = new([new("cuda:0", "A"), new("cuda:1", "B")]);
    private static readonly FoundGpus NoGpu = new([], "No NVIDIA driver answers on this machine.");

    [Fact]
    public void Without_a_gpu_there_is_a_slot_a_core_with_one_thread()
    {
        var slots = SlotPlan.Divide("here", new ResourcesDefinition(), NoGpu, cores: 4);
        slots.Count.ShouldBe(4);
        slots.ShouldAllBe(s => s.Device == "cpu" && s.Threads == 1);
    }

    [Fact]
    public void With_gpus_there_is_a_slot_each_and_the_cores_are_shared()
    {
        var slots = SlotPlan.Divide("here", new ResourcesDefinition(), TwoGpus, cores: 16);
        slots.Select(s => (s.Device, s.Threads)).ShouldBe([("cuda:0", 8), ("cuda:1", 8)]);
    }

    [Fact]
    public void More_slots_than_gpus_go_round() =>
        SlotPlan.Divide("here", new ResourcesDefinition(Slots: 3), TwoGpus, cores: 2)
            .Select(s => (s.Device, s.Threads)).ShouldBe([("cuda:0", 1), ("cuda:1", 1), ("cuda:0", 1)]);

    [Fact]
    public void Cuda_where_there_is_none_is_an_error_that_names_the_reason_and_the_cure() =>
        Should.Throw<DeviceUnavailableException>(() => SlotPlan.Divide("here", new ResourcesDefinition(Device: "cuda"), NoGpu, 2)).Message
            .ShouldBe(
                "Device 'cuda' is asked for, but there is none to use. No NVIDIA driver answers on this machine. Otherwise take 'auto' "
                    + "or 'cpu'.");

    [Theory]
    [InlineData(null, 4)]
    [InlineData(16 * 1024, 4)]
    [InlineData(1024, 1)]
    [InlineData(1400, 2)]
    [InlineData(64, 1)]
    public void A_limit_of_memory_leaves_as_many_slots_as_workers_fit(int? megabytes, int expected) =>
        SlotPlan.Divide("here", new ResourcesDefinition(), NoGpu, cores: 4, (long?)megabytes << 20).Count.ShouldBe(expected);
}
