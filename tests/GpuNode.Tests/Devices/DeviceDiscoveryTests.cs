using Orchestrator.Contracts.Protocol;
using Orchestrator.GpuNode.Devices;

namespace Orchestrator.GpuNode.Tests.Devices;

public class DeviceDiscoveryTests
{
    [Fact]
    public void Reads_what_nvidia_smi_lists()
    {
        var gpus = DeviceDiscovery.Parse("0, NVIDIA H200, 143771, 570.86.15, 1024, 87\n1, NVIDIA A100-SXM4-40GB, 40960, 570.86.15, 0, 0\n");
        gpus.Count.ShouldBe(2);
        gpus[0].ShouldBe(new NodeDevice("cuda:0", "NVIDIA H200", 143771L << 20, 1024L << 20, 87, "570.86.15"));
        gpus[1].Name.ShouldBe("cuda:1");
    }

    [Fact]
    public void A_device_that_hides_its_memory_is_still_a_device() =>
        DeviceDiscovery.Parse("0, NVIDIA GB10, [N/A], 580.1, [Not Supported], [N/A]\n").ShouldHaveSingleItem()
            .ShouldBe(new NodeDevice("cuda:0", "NVIDIA GB10", Driver: "580.1"));

    [Fact]
    public void A_survey_ends_with_the_processor() => DeviceDiscovery.Survey()[^1].Name.ShouldBe("cpu");

    [Fact]
    public void Nothing_listed_is_nothing_found() => DeviceDiscovery.Parse("No devices were found\n").ShouldBeEmpty();
}
