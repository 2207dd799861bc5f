using Orchestrator.Models.Tests.Torch.Reference;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Torch.Archives;
using Orchestrator.Models.Torch.Layers;
using Orchestrator.Models.Torch.Optimizers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tests.Torch;

public sealed class TensorArchiveTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Int32)]
    [InlineData(ScalarType.Int16)]
    [InlineData(ScalarType.Int8)]
    [InlineData(ScalarType.Byte)]
    [InlineData(ScalarType.Bool)]
    public void Tensors_of_every_type_come_back(ScalarType dtype)
    {
        var tensor = HostTensors.FromSpan<float>([0, 1, 2.5f, 100, 0, 7], 2, 3).to(dtype).transpose(0, 1);
        Save(archive => archive.Tensors.Add("x", tensor));
        using var loaded = TensorArchive.Load(folder["a"]);
        loaded.Tensors["x"].dtype.ShouldBe(dtype);
        loaded.Tensors["x"].shape.ShouldBe([3, 2]);
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
            archive.AddSection("model", new Dictionary<string, Tensor> { ["b"] = ones(2), ["a"] = tensor(5L) });
            archive.AddSection("model2", new Dictionary<string, Tensor> { ["c"] = zeros(0, 3) });
        });
        using var loaded = TensorArchive.Load(folder["a"]);
        loaded.Metadata.ShouldBe("{\"epoch\": 3, \"näme\": \"µ\"}");
        loaded.Blobs["generator"].ShouldBe([1, 2, 255]);
        loaded.Blobs["empty"].ShouldBeEmpty();
        loaded.Tensors.Keys.ShouldBe(["model/b", "model/a", "model2/c"]);
        loaded.Section("model").Keys.ShouldBe(["b", "a"], ignoreOrder: true);
        loaded.Section("model")["a"].item<long>().ShouldBe(5);
        loaded.Section("model2")["c"].shape.ShouldBe([0, 3]);
        loaded.Section("none").ShouldBeEmpty();
    }

    [Fact]
    public void Any_changed_byte_is_noticed()
    {
        Save(archive => archive.Tensors.Add("x", arange(5, int64)));
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
        Save(archive => archive.Tensors.Add("x", arange(5, int64)));
        var bytes = File.ReadAllBytes(folder["a"]);
        for (var length = 0; length < bytes.Length; length++)
        {
            Refused(bytes[..length]);
        }

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
        Save(archive => archive.Tensors.Add("x", arange(5, int64)));
        var before = Tensor.TotalCount;
        TensorArchive loaded;
        using (NewDisposeScope())
        {
            loaded = TensorArchive.Load(folder["a"]);
        }

        loaded.Tensors["x"].ToArray<long>().ShouldBe([0L, 1, 2, 3, 4]);
        loaded.Dispose();
        Tensor.TotalCount.ShouldBe(before);
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
