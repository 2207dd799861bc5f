using Orchestrator.Cli.Settings;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.GpuNode.Devices;
using Orchestrator.GpuNode.Hosting;

namespace Orchestrator.Cli.Tests.Settings;

public sealed class NodeResourceOptionsTests
{
    [Fact]
    public void Left_out_is_the_machines_own()
    {
        var resources = NodeResourceOptions.Read(null, null, 8, []);
        resources.For(gpus: 2).ShouldBe(new ResourcesDefinition());
        resources.Behaviour(DeviceDiscovery.OfThisMachine(), _ => { })
            .ShouldSatisfyAllConditions(b => b.Measured.ShouldBeNull(), b => b.Labels.ShouldBeNull());
    }

    [Fact]
    public void A_number_is_fixed() =>
        NodeResourceOptions.Read("cuda", "4", 8, []).For(gpus: 2).ShouldBe(new ResourcesDefinition("cuda", 4));

    [Theory]
    [InlineData(0, 6)]
    [InlineData(2, 12)]
    public void Measured_slots_have_a_limit_a_device(int gpus, int slots)
    {
        var resources = NodeResourceOptions.Read(null, "measured", 6, ["gpu=a100", "rack= 7"]);
        resources.For(gpus).Slots.ShouldBe(slots);
        var behaviour = resources.Behaviour(DeviceDiscovery.OfThisMachine(), _ => { });
        behaviour.Measured.ShouldNotBeNull();
        behaviour.Labels!.ShouldBe([new NodeLabel("gpu", "a100"), new NodeLabel("rack", "7")]);
    }

    [Theory]
    [InlineData("0", 8, "gpu=a", "--slots '0'")]
    [InlineData("many", 8, "gpu=a", "'measured'")]
    [InlineData("2", 0, "gpu=a", "--max-slots 0")]
    [InlineData("2", 8, "a100", "KEY=VALUE")]
    [InlineData("2", 8, "=a100", "KEY=VALUE")]
    public void What_is_wrong_is_named_with_its_cure(string slots, int most, string label, string message) =>
        Should.Throw<UserError>(() => NodeResourceOptions.Read(null, slots, most, [label])).Message.ShouldContain(message);
}
