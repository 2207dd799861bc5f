using Orchestrator.GpuNode.Devices;
using Orchestrator.GpuNode.Tests.Scripted;

namespace Orchestrator.GpuNode.Tests.Devices;

public class NvidiaSmiTests
{
    [Fact]
    public void Reads_what_the_tool_lists()
    {
        using var fake = FakeSmi.Printing(FakeSmi.Listing);
        var cards = fake.Tool().List();
        cards.Count.ShouldBe(3);
        cards[1].ShouldBe(
            new NvidiaCard("GPU-bbbb2222-0000-0000-0000-000000000000", "NVIDIA H200", 143771L << 20, "550.54", 200L << 20, 2));
    }

    [Fact]
    public void A_card_that_hides_its_memory_is_still_a_card() =>
        NvidiaSmi.Parse("GPU-1, NVIDIA GB10, [N/A], 580.1, [Not Supported], [N/A]\n").ShouldHaveSingleItem()
            .ShouldBe(new NvidiaCard("GPU-1", "NVIDIA GB10", null, "580.1", null, null));

    [Fact]
    public void Nothing_listed_is_nothing_found() => NvidiaSmi.Parse("No devices were found\n").ShouldBeEmpty();

    [Fact]
    public void A_tool_that_is_not_installed_or_fails_lists_nothing()
    {
        new NvidiaSmi("/no/such/nvidia-smi").List().ShouldBeEmpty();
        using var fake = FakeSmi.Doing("echo 'NVIDIA-SMI has failed because it could not communicate with the NVIDIA driver.'; exit 9");
        fake.Tool().List().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_tool_that_hangs_is_given_up()
    {
        using var fake = FakeSmi.Doing("sleep 600");
        var tool = fake.Tool(TimeSpan.FromMilliseconds(200));
        var given = Task.Run(tool.List);
        (await Should.ThrowAsync<TimeoutException>(given.WaitAsync(TimeSpan.FromSeconds(20)))).Message.ShouldContain(
            "has not answered within 0.2 s");
    }

    [Fact]
    public async Task A_tool_whose_child_keeps_its_output_open_is_given_up()
    {
        using var fake = FakeSmi.Doing("sleep 60 & exit 0");
        var tool = fake.Tool(TimeSpan.FromMilliseconds(200));
        (await Should.ThrowAsync<TimeoutException>(Task.Run(tool.List).WaitAsync(TimeSpan.FromSeconds(20)))).Message.ShouldContain(
            "driver hangs");
    }
}
