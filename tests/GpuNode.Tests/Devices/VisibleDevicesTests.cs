using Orchestrator.GpuNode.Devices;
using Orchestrator.GpuNode.Tests.Scripted;

namespace Orchestrator.GpuNode.Tests.Devices;

public class VisibleDevicesTests
{
    private static readonly IReadOnlyList<NvidiaCard> Mixed = NvidiaSmi.Parse(FakeSmi.Listing);
    private static readonly IReadOnlyList<NvidiaCard> Alike = [.. Mixed.Skip(1)];

    [Theory]
    [InlineData(null, "bbbb2222 bbbb3333")]
    [InlineData("1", "bbbb3333")]
    [InlineData("1,0", "bbbb3333 bbbb2222")]
    [InlineData(" 1 , 0 ", "bbbb3333 bbbb2222")]
    [InlineData("0,7,1", "bbbb2222")] // what follows an index that does not exist is hidden
    [InlineData("0,-1,1", "bbbb2222")]
    [InlineData("GPU-bbbb3333-0000-0000-0000-000000000000", "bbbb3333")]
    [InlineData("GPU-bbbb3", "bbbb3333")]
    [InlineData("GPU-bbbb", "")] // of two
    [InlineData("GPU-cccc", "")]
    [InlineData("", "")]
    [InlineData("-1", "")]
    public void Indices_and_uuids_choose_cards(string? value, string expected) =>
        string.Join(' ', new VisibleDevices(value).Uuids(Alike).Select(uuid => uuid!.Split('-')[1])).ShouldBe(expected);

    [Fact]
    public void An_instance_of_a_card_has_an_id_of_its_own() =>
        new VisibleDevices("MIG-4f5d").Uuids(Alike).ShouldBe(["MIG-4f5d"]);

    [Fact]
    public void Among_different_models_only_the_order_of_the_bus_tells_which_card_an_index_means()
    {
        new VisibleDevices("0").Uuids(Mixed).ShouldBe([null]);
        new VisibleDevices(null).Uuids(Mixed).ShouldBe([null, null, null]);
        new VisibleDevices("0", "PCI_BUS_ID").Uuids(Mixed).ShouldBe([Mixed[0].Uuid]);
        new VisibleDevices("GPU-aaaa").Uuids(Mixed).ShouldBe([Mixed[0].Uuid]);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("-1", true)]
    [InlineData("NoDevFiles", true)]
    [InlineData(null, false)]
    [InlineData("0", false)]
    [InlineData("GPU-bbbb3", false)]
    [InlineData("MIG-4f5d", false)]
    public void Some_values_hide_all(string? value, bool hides) => (new VisibleDevices(value).HidesAll is not null).ShouldBe(hides);
}
