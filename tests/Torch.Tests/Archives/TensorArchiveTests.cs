using Orchestrator.Torch.Archives;
using Orchestrator.Torch.Runtime;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Tests.Archives;

public sealed class TensorArchiveTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Scope scope = new();

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    [InlineData(DType.Float16)]
    [InlineData(DType.BFloat16)]
    [InlineData(DType.Int64)]
    [InlineData(DType.Int32)]
    [InlineData(DType.Int16)]
    [InlineData(DType.Int8)]
    [InlineData(DType.UInt8)]
    [InlineData(DType.Bool)]
    public void Tensors_of_every_type_come_back(DType dtype)
    {
        var tensor = Tensor.FromArray([0f, 1, 2.5f, 100, 0, 7], 2, 3).To(dtype).Transpose(0, 1);
        Save(archive => archive.Tensors.Add("x", tensor));
        using var loaded = TensorArchive.Load(folder["a"]);
        loaded.Tensors["x"].DType.ShouldBe(dtype);
        loaded.Tensors["x"].Shape.ShouldBe([3, 2]);
        loaded.Tensors["x"].ToArray<double>().ShouldBe(tensor.ToArray<double>());
    }

    [Fact]
    public void Sections_metadata_and_blobs_come_back_in_order()
    {
        Save(archive =>
        {
            archive.Metadata = "{\"epoch\": 3, \"näme\": \"µ\"}";
            archive.Blobs.Add("generator", [1, 2, 255]);
            archive.Blobs.Add("empty", []);
            archive.AddSection("model", new Dictionary<string, Tensor> { ["b"] = Tensor.Ones([2]), ["a"] = Tensor.Scalar(5L) });
            archive.AddSection("model2", new Dictionary<string, Tensor> { ["c"] = Tensor.Zeros([0, 3]) });
        });
        using var loaded = TensorArchive.Load(folder["a"]);
        loaded.Metadata.ShouldBe("{\"epoch\": 3, \"näme\": \"µ\"}");
        loaded.Blobs["generator"].ShouldBe([1, 2, 255]);
        loaded.Blobs["empty"].ShouldBeEmpty();
        loaded.Tensors.Keys.ShouldBe(["model/b", "model/a", "model2/c"]);
        loaded.Section("model").Keys.ShouldBe(["b", "a"], ignoreOrder: true);
        loaded.Section("model")["a"].Item<long>().ShouldBe(5);
        loaded.Section("model2")["c"].Shape.ShouldBe([0, 3]);
        loaded.Section("none").ShouldBeEmpty();
    }

    [Fact]
    public void Any_changed_byte_is_noticed()
    {
        Save(archive => archive.Tensors.Add("x", Tensor.Arange(5)));
        var bytes = File.ReadAllBytes(folder["a"]);
        for (var i = 0; i < bytes.Length; i++)
        {
            var spoilt = (byte[])bytes.Clone();
            spoilt[i] ^= 0x10;
            Refused(spoilt);
        }
    }

    [Fact]
    public void Any_missing_end_is_noticed()
    {
        Save(archive => archive.Tensors.Add("x", Tensor.Arange(5)));
        var bytes = File.ReadAllBytes(folder["a"]);
        for (var length = 0; length < bytes.Length; length++) Refused(bytes[..length]);
        Refused([.. bytes, 0]);
    }

    [Fact]
    public void A_missing_file_is_no_damage() => Should.Throw<FileNotFoundException>(() => TensorArchive.Load(folder["none"]));

    [Fact]
    public void Saving_replaces_the_file_and_leaves_no_other()
    {
        Save(archive => archive.Metadata = "first");
        Save(archive => archive.Metadata = "second");
        using var loaded = TensorArchive.Load(folder["a"]);
        loaded.Metadata.ShouldBe("second");
        folder.Files.ShouldBe(["a"]);
    }

    [Fact]
    public void Loaded_tensors_belong_to_the_archive_whatever_the_scope()
    {
        Save(archive => archive.Tensors.Add("x", Tensor.Arange(5)));
        var before = Libtorch.LiveTensors;
        TensorArchive loaded;
        using (new Scope()) loaded = TensorArchive.Load(folder["a"]);
        loaded.Tensors["x"].ToArray<long>().ShouldBe([0L, 1, 2, 3, 4]);
        loaded.Dispose();
        Libtorch.LiveTensors.ShouldBe(before);
    }

    private void Save(Action<TensorArchive> fill)
    {
        using var archive = new TensorArchive();
        fill(archive);
        archive.Save(folder["a"]);
    }

    private void Refused(byte[] bytes)
    {
        File.WriteAllBytes(folder["spoilt"], bytes);
        Should.Throw<CorruptArchiveException>(() => TensorArchive.Load(folder["spoilt"]).Dispose()).Message.ShouldContain(folder["spoilt"]);
    }
}
