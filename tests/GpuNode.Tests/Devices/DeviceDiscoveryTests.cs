using Orchestrator.Contracts.Messages;
using Orchestrator.GpuNode.Devices;
using Orchestrator.GpuNode.Tests.Scripted;

namespace Orchestrator.GpuNode.Tests.Devices;

public sealed class DeviceDiscoveryTests : IDisposable
{
    private const string Small = "GPU-aaaa1111-0000-0000-0000-000000000000";
    private const string Large = "GPU-bbbb2222-0000-0000-0000-000000000000";
    private readonly FakeSmi smi = FakeSmi.Printing(FakeSmi.Listing);

    public void Dispose() => smi.Dispose();

    [Fact]
    public void Cards_have_the_names_that_libtorch_gives_them_and_their_own_memory()
    {
        // Unlike the bus, CUDA begins with the fastest.
        var found = Discovery(new ScriptedTorch(new(Large), new(Small)));
        found.Devices.ShouldBe([
            new NodeDevice("cuda:0", "NVIDIA H200", 143771L << 20, 200L << 20, 2, "550.54"),
            new NodeDevice("cuda:1", "NVIDIA T4", 15360L << 20, 100L << 20, 1, "550.54"),
        ]);
        found.Reason.ShouldBeNull();
        found.Notice.ShouldBeNull();
    }

    [Fact]
    public void Of_hidden_cards_nothing_is_offered()
    {
        var found = Discovery(new ScriptedTorch(new TorchCard(Large)), "1");
        found.Devices.ShouldHaveSingleItem().ShouldBe(new NodeDevice("cuda:0", "NVIDIA H200", 143771L << 20, 200L << 20, 2, "550.54"));
    }

    [Theory]
    [InlineData("GPU-bbbb3", 300)]
    [InlineData("1", null)] // among different models an index is no card's name
    public void Where_the_driver_tells_no_uuid_the_variable_may(string visible, int? usedMebibytes) =>
        Discovery(new ScriptedTorch(new TorchCard()),
            visible).Devices.ShouldHaveSingleItem().UsedBytes.ShouldBe((long?)usedMebibytes << 20);

    [Fact]
    public void An_instance_of_a_card_has_its_own_size_and_no_more_is_known() =>
        Discovery(new ScriptedTorch(new TorchCard("GPU-4f5d", "NVIDIA H200 MIG 1g.18gb", 18L << 30)),
            "MIG-4f5d").Devices.ShouldHaveSingleItem()
            .ShouldBe(new NodeDevice("cuda:0", "NVIDIA H200 MIG 1g.18gb", 18L << 30, Driver: "550.54"));

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    public void Where_all_are_hidden_libtorch_is_not_even_loaded(string visible)
    {
        var torch = new ScriptedTorch(new TorchCard(Large));
        var found = Discovery(torch, visible);
        found.Devices.ShouldBeEmpty();
        found.Reason.ShouldBe($"CUDA_VISIBLE_DEVICES is '{visible}', which hides all GPUs.");
        found.Notice.ShouldBeNull(); // whoever hides them knows
        torch.Asked.ShouldBe(0);
    }

    [Fact]
    public void Without_a_driver_libtorch_is_not_loaded()
    {
        var torch = new ScriptedTorch();
        new DeviceDiscovery(torch, new NvidiaSmi("/no/such/nvidia-smi"), new VisibleDevices(null)).Find().ShouldSatisfyAllConditions(
            found => found.Reason.ShouldBe("No NVIDIA driver answers on this machine."), found => found.Notice.ShouldBeNull());
        torch.Asked.ShouldBe(0);
    }

    [Fact]
    public void Cards_that_libtorch_cannot_use_are_none_and_the_notice_is_one_line()
    {
        var found = Discovery(new ScriptedTorch { HasCuda = false });
        found.Devices.ShouldBeEmpty();
        found.Notice.ShouldBe(
            "The machine has 3 GPUs (NVIDIA T4), but libtorch is built without CUDA: set TORCH_ROOT to a CUDA build's torch folder. "
            + "Training goes to the processor.");
        Discovery(new ScriptedTorch()).Reason!.ShouldContain("driver 550.54 may be too old");
        Discovery(new ScriptedTorch { Failure = new DllNotFoundException("libtorch_cpu.so is not there.") }).Reason
            .ShouldBe("libtorch cannot be loaded: libtorch_cpu.so is not there.");
    }

    [Fact]
    public async Task A_driver_that_hangs_holds_nobody()
    {
        using var hanging = FakeSmi.Doing("sleep 600");
        var discovery = new DeviceDiscovery(new ScriptedTorch(), hanging.Tool(TimeSpan.FromMilliseconds(200)), new VisibleDevices(null));
        (await Task.Run(discovery.Find).WaitAsync(TimeSpan.FromSeconds(20))).Notice!.ShouldContain("has not answered");
        await Should.ThrowAsync<TimeoutException>(Task.Run(discovery.Survey).WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task A_libtorch_that_hangs_in_the_driver_holds_nobody()
    {
        using var never = new ManualResetEventSlim();
        var torch = new ScriptedTorch { Blocked = never };
        var discovery = new DeviceDiscovery(torch, smi.Tool(), new VisibleDevices(null), TimeSpan.FromMilliseconds(200));
        (await Task.Run(discovery.Find)
            .WaitAsync(TimeSpan.FromSeconds(20))).Reason!.ShouldContain("libtorch has not listed its devices within 0.2 s");
        await Task.Run(discovery.Find).WaitAsync(TimeSpan.FromSeconds(20));
        torch.Asked.ShouldBe(1); // not another thread every half minute
        never.Set();
    }

    [Fact]
    public void A_survey_ends_with_the_processor() =>
        new DeviceDiscovery(new ScriptedTorch(new TorchCard(Small)), smi.Tool(), new VisibleDevices(null)).Survey()
            .Select(d => d.Name).ShouldBe(["cuda:0", "cpu"]);

    [Fact]
    public async Task Memory_is_read_of_the_card_that_is_meant()
    {
        var probe =
            new MemoryProbe(new HostMemory(),
                new DeviceDiscovery(new ScriptedTorch(new TorchCard(Large)), smi.Tool(), new VisibleDevices("1")));
        (await probe.ReadAsync("cuda:0", [], 2, default)).ShouldBe(new MemoryReading(143771L << 20, 200L << 20, 100L << 20));
    }

    private FoundGpus Discovery(ScriptedTorch torch, string? visible = null) =>
        new DeviceDiscovery(torch, smi.Tool(), new VisibleDevices(visible)).Find();
}
