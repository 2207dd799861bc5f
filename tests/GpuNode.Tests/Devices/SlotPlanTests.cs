using Orchestrator.Contracts.Protocol;
using Orchestrator.Contracts.Sweeps;
using Orchestrator.GpuNode.Devices;

namespace Orchestrator.GpuNode.Tests.Devices;

public class SlotPlanTests
{
    private static readonly NodeDevice[] TwoGpus = [new("cuda:0", "A"), new("cuda:1", "B")];

    [Fact]
    public void Without_a_gpu_there_is_a_slot_a_core_with_one_thread()
    {
        var slots = SlotPlan.Divide("here", new ResourcesDefinition(), [], cores: 4);
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
    public void Cuda_without_a_driver_is_an_error_that_names_the_cure() =>
        Should.Throw<InvalidOperationException>(() => SlotPlan.Divide("here", new ResourcesDefinition(Device: "cuda"), [], 2))
            .Message.ShouldContain("'auto' or 'cpu'");
}
