using Orchestrator.Contracts.Definitions;
using Orchestrator.GpuNode.Storage;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Storage;

namespace Orchestrator.Cluster.Tests.Artifacts;

public sealed class DatasetCacheTests : ArtifactTest
{
    [Fact]
    public async Task A_node_without_the_data_gets_it_and_reads_the_same()
    {
        var data = Describe();
        var (expected, fingerprint) = (DataSetFormats.Read(data), DataFingerprint.Of(data with { Files = null }));
        await SubmitAsync(data);
        using var coordinator = Client();
        var located = await new DatasetCache(In("node")).LocateAsync(data, new CoordinatorFiles(coordinator), default);
        located.Path.ShouldStartWith(In("node"));
        DataFingerprint.Of(located).ShouldBe(fingerprint);
        DataFingerprint.Of(located with { Files = null }).ShouldBe(fingerprint);
        var got = DataSetFormats.Read(located);
        got.RowNames.ShouldBe(expected.RowNames);
        ((FloatInputs)got.Inputs).Row(7).ToArray().ShouldBe(((FloatInputs)expected.Inputs).Row(7).ToArray());
        (await new DatasetCache(In("node")).LocateAsync(data, null, default)).ShouldBe(located); // now it is here
    }

    [Fact]
    public async Task What_a_cache_has_is_named_as_the_sweep_names_it()
    {
        var data = Describe();
        CachedSets.In(In("node")).ShouldBe([]);
        await SubmitAsync(data);
        using var coordinator = Client();
        await new DatasetCache(In("node")).LocateAsync(data, new CoordinatorFiles(coordinator), default);
        CachedSets.In(In("node")).ShouldBe([DataSetName.Of(data.Files!)]);
        File.Delete(new ContentAddressedStore(In("node/blobs")).PathOf(data.Files![1].Sha256));
        CachedSets.In(In("node")).ShouldBe([]); // half a set is none
    }

    [Fact]
    public async Task What_lies_at_the_sweeps_own_path_is_used_there()
    {
        var data = Describe();
        (await new DatasetCache(In("node")).LocateAsync(data, null, default)).ShouldBe(data);
        Directory.Exists(In("node/blobs")).ShouldBeFalse();
    }

    [Fact]
    public async Task Another_file_at_that_path_is_not_taken_for_it()
    {
        var data = Describe();
        var old = await File.ReadAllTextAsync(data.Path);
        await File.WriteAllTextAsync(data.Path, "9" + old[1..]);
        var refusal = await Should.ThrowAsync<ArtifactException>(() => new DatasetCache(In("node")).LocateAsync(data, null, default));
        refusal.Message.ShouldContain(data.Files![0].Sha256);
        refusal.Message.ShouldContain(CheckedFile.HashOf(data.Path));
    }

    [Fact]
    public async Task An_interrupted_download_goes_on_where_it_was()
    {
        var data = Describe(20_000);
        await SubmitAsync(data);
        using var proxy = new CuttingProxy(Server.Address, cuts: 2, after: 300_000);
        using var coordinator = Client(proxy.Address);
        var located = await new DatasetCache(In("node")).LocateAsync(data, new CoordinatorFiles(coordinator), default);
        CheckedFile.HashOf(located.Path).ShouldBe(data.Files![0].Sha256);
        var total = data.Files.Sum(file => file.Length);
        total.ShouldBeGreaterThan(800_000);
        proxy.Passed.ShouldBeInRange(total, total + 300_000);
    }

    [Fact]
    public async Task A_download_that_a_dead_process_began_is_gone_on_with_and_a_damaged_one_is_begun_again()
    {
        var data = Describe(20_000);
        var content = await File.ReadAllBytesAsync(data.Path);
        await SubmitAsync(data);
        foreach (var (node, begun) in new[] { ("good", content[..500_000]), ("bad", new byte[500_000]) })
        {
            var partial = new ContentAddressedStore(In($"{node}/blobs")).Prepare(data.Files![0].Sha256) + ".part";
            await File.WriteAllBytesAsync(partial, begun);
            using var proxy = new CuttingProxy(Server.Address);
            using var coordinator = Client(proxy.Address);
            var located = await new DatasetCache(In(node)).LocateAsync(data, new CoordinatorFiles(coordinator), default);
            CheckedFile.HashOf(located.Path).ShouldBe(data.Files[0].Sha256);
            (proxy.Passed < content.Length).ShouldBe(node == "good");
        }
    }

    [Fact]
    public async Task A_corrupted_file_is_refused_with_both_hashes()
    {
        var data = Describe();
        await SubmitAsync(data);
        var blob = Store.Blobs.PathOf(data.Files![0].Sha256);
        var bytes = await File.ReadAllBytesAsync(blob);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(blob, bytes);
        using var coordinator = Client();
        var refusal = await Should.ThrowAsync<ArtifactException>(() =>
            new DatasetCache(In("node")).LocateAsync(data, new CoordinatorFiles(coordinator), default));
        refusal.Message.ShouldContain(data.Files[0].Sha256);
        refusal.Message.ShouldContain(CheckedFile.HashOf(blob));
        Directory.EnumerateFiles(In("node/blobs"), "*", SearchOption.AllDirectories).ShouldAllBe(file => file.EndsWith(".lock"));
    }

    [Fact]
    public async Task Several_slots_download_a_file_once()
    {
        var data = Describe(20_000);
        await SubmitAsync(data);
        using var proxy = new CuttingProxy(Server.Address);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            using var coordinator = Client(proxy.Address);
            await new DatasetCache(In("node")).LocateAsync(data, new CoordinatorFiles(coordinator), default);
        }));
        proxy.Passed.ShouldBeLessThan(data.Files!.Sum(file => file.Length) * 5 / 4);
    }

    [Fact]
    public async Task A_coordinator_without_the_file_says_how_it_gets_there()
    {
        var data = Describe();
        Directory.Delete(In("submitter"), recursive: true);
        using var coordinator = Client();
        (await Should.ThrowAsync<ArtifactException>(() => new DatasetCache(In("node"))
            .LocateAsync(data, new CoordinatorFiles(coordinator), default))).Message.ShouldContain("orchestrator submit");
    }

    [Fact]
    public async Task What_was_used_longest_ago_makes_room()
    {
        var (old, recent) = (Describe(2000), Describe(3000));
        foreach (var (data, rows, days) in new[] { (old, 2000, 2), (recent, 3000, 1) })
        {
            Describe(rows);
            await SubmitAsync(data);
            using var coordinator = Client();
            await new DatasetCache(In("node")).LocateAsync(data, new CoordinatorFiles(coordinator), default);
            foreach (var file in data.Files!)
            {
                File.SetLastAccessTimeUtc(new ContentAddressedStore(In("node/blobs")).PathOf(file.Sha256), DateTime.UtcNow.AddDays(-days));
            }
        }
        var limit = recent.Files!.Sum(file => file.Length) + 10;
        await new DatasetCache(In("node"), limit).LocateAsync(recent, null, default);
        CachedSets.In(In("node")).ShouldBe([DataSetName.Of(recent.Files!)]); // the other's links lead nowhere
        old.Files!.ShouldAllBe(file => !File.Exists(new ContentAddressedStore(In("node/blobs")).PathOf(file.Sha256)));
        recent.Files!.ShouldAllBe(file => File.Exists(new ContentAddressedStore(In("node/blobs")).PathOf(file.Sha256)));
    }

    [Fact]
    public void A_file_that_is_named_by_an_absolute_path_cannot_travel()
    {
        Describe();
        var key = $"labels={In("submitter/labels/drugs.csv")}#resistant";
        Should.Throw<DataFormatException>(() =>
            DataContent.Describe(new DataDefinition(In("submitter/burden.csv"), "burden", key))).Message.ShouldContain(
                "relative to the data file");
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("")]
    public void A_name_that_leaves_its_folder_is_not_well_formed(string name)
    {
        new DataFile(name, new string('a', 64), 1).IsWellFormed.ShouldBeFalse();
        new DataFile("labels/drugs.csv", new string('a', 64), 1).IsWellFormed.ShouldBeTrue();
    }
}
