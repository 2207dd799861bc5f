using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using Orchestrator.Models.Export;
using Orchestrator.Models.Torch;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tests.Export;

/// <summary>Files that other programs wrote, for good or ill.</summary>
public sealed class ForeignWeightsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("weights-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_state_dictionary_of_PyTorch_is_read_with_its_views_scalars_and_half_precision()
    {
        var shared = MemoryMarshal.AsBytes<float>([1f, 2, 3, 4, 5, 6]).ToArray();
        var path = At("weights.pt");
        new PickledState()
            .Add("weight", "FloatStorage", "0", shared, 6, 0, [3, 2], [1, 3])  // a transposed matrix
            .Add("bias", "FloatStorage", "0", shared, 6, 4, [2], [1])          // a part of the same storage
            .Add("count", "LongStorage", "1", BitConverter.GetBytes(7L), 1, 0, [], [])
            .Add("scale", "HalfStorage", "2", MemoryMarshal.AsBytes<Half>([(Half)0.5f]).ToArray(), 1, 0, [1], [1])
            .Save(path);
        using var content = WeightFile.Read(path);
        content.Description.ShouldBeNull();
        content.Tensors["weight"].ToArray<float>().ShouldBe([1f, 4, 2, 5, 3, 6]);
        content.Tensors["bias"].ToArray<float>().ShouldBe([5f, 6]);
        content.Tensors["count"].shape.ShouldBeEmpty();
        content.Tensors["count"].item<long>().ShouldBe(7);
        content.Tensors["scale"].ToArray<float>().ShouldBe([0.5f]);
    }

    [Theory]
    [InlineData(".pt")]
    [InlineData(".safetensors")]
    public void A_large_layer_and_its_description_come_back_whole(string ending)
    {
        using var written = nn.Linear(700, 500); // 1.4 MB: more than one read of a compressed entry yields
        using var read = nn.Linear(700, 500);
        var path = At("large" + ending);
        WeightFile.Save(written, path, """{"model":"größer"}""");
        using var content = WeightFile.Read(path);
        content.LoadInto(read);
        content.Description.ShouldBe("""{"model":"größer"}""");
        read.weight!.Equals(written.weight!).ShouldBeTrue();
        read.bias!.Equals(written.bias!).ShouldBeTrue();
    }

    [Theory]
    [InlineData(".pt")]
    [InlineData(".safetensors")]
    public void Weights_of_another_network_are_refused_with_every_kind_of_difference(string ending)
    {
        using var network = nn.Sequential(("first", nn.Linear(3, 4)), ("second", nn.Linear(4, 2)));
        using var other = nn.Sequential(("first", nn.Linear(3, 5)), ("third", nn.Linear(5, 2)));
        WeightFile.Save(other, At("other" + ending));
        var message = Should.Throw<ArgumentException>(() => WeightFile.Load(network, At("other" + ending))).Message;
        message.ShouldContain("lacks 'second.weight', 'second.bias'");
        message.ShouldContain("and the network has not, 'third.");
        message.ShouldContain("'first.weight' is (4, 3) in the network and (5, 3) in the state");
    }

    [Fact]
    public void A_pickle_that_would_run_something_is_refused_and_named()
    {
        var path = At("evil.pt");
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
        using (var stream = archive.CreateEntry("weights/data.pkl").Open())
        {
            stream.Write("cos\nsystem\n(S'true'\ntR."u8);
        }
        Should.Throw<InvalidDataException>(() => WeightFile.Read(path)).Message.ShouldContain("'os.system', which is not run");
    }

    [Fact]
    public void A_checkpoint_of_more_than_weights_is_refused()
    {
        new PickledState().Add("epoch", 3).Save(At("checkpoint.pt"));
        Should.Throw<InvalidDataException>(() =>
            WeightFile.Read(At("checkpoint.pt"))).Message.ShouldContain("its entry 'epoch' is no tensor");
    }

    [Fact]
    public void A_tensor_beyond_its_storage_is_refused()
    {
        new PickledState().Add("weight", "FloatStorage", "0", new byte[8], 2, 1, [2], [1]).Save(At("short.pt"));
        Should.Throw<InvalidDataException>(() => WeightFile.Read(At("short.pt"))).Message.ShouldContain("beyond its storage");
        new PickledState().Add("weight", "FloatStorage", "0", new byte[8], 9, 0, [9], [1]).Save(At("shorter.pt"));
        Should.Throw<InvalidDataException>(() => WeightFile.Read(At("shorter.pt"))).Message.ShouldContain("shorter than its 9 elements");
    }

    [Theory]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 4, "does not lie within the file")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", 8, "does not lie within the file")]
    [InlineData("{\"a\":{\"dtype\":\"F9\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8, "the type F9 of 'a'")]
    [InlineData("{\"a\":{\"shape\":[2]}}", 8, "its header cannot be read")]
    [InlineData("[1, 2, 3]", 8, "its header cannot be read")]
    public void Damaged_safetensors_are_refused(string header, int values, string expected)
    {
        var bytes = new byte[8 + header.Length + values];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, header.Length);
        Encoding.ASCII.GetBytes(header).CopyTo(bytes, 8);
        File.WriteAllBytes(At("damaged.safetensors"), bytes);
        Should.Throw<InvalidDataException>(() => WeightFile.Read(At("damaged.safetensors"))).Message.ShouldContain(expected);
    }

    [Theory]
    [InlineData("text.safetensors")]
    [InlineData("text.pt")]
    public void What_is_no_file_of_weights_is_refused(string name)
    {
        File.WriteAllText(At(name), "id,label\n1,2\n3,4\n");
        Should.Throw<InvalidDataException>(() => WeightFile.Read(At(name)));
        File.WriteAllText(At(name), "");
        Should.Throw<InvalidDataException>(() => WeightFile.Read(At(name)));
    }

    private string At(string name) => Path.Combine(folder, name);
}
