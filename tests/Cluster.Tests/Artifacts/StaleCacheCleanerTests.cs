using Orchestrator.Contracts.Definitions;
using Orchestrator.GpuNode.Storage;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Storage;

namespace Orchestrator.Cluster.Tests.Artifacts;

public sealed class StaleCacheCleanerTests : ArtifactTest
{
    [Fact]
    public async Task What_the_dead_left_goes_after_a_day_and_nothing_else()
    {
        var data = Describe();
        await SubmitAsync(data);
        using var coordinator = Client();
        await new DatasetCache(In("node")).LocateAsync(data, new CoordinatorFiles(coordinator), default);
        var (dead, alive) = (Folder("folds/sample-1.refit.attempt-1"), Folder("folds/sample-1.refit.attempt-2"));
        var incomplete = Folder("sets/0123456789abcdef0123456789abcdef");
        File.CreateSymbolicLink(Path.Combine(incomplete, "burden.csv"), In("node/blobs/gone"));
        foreach (var old in new[] { dead, incomplete, CachedSets.PathOf(In("node"), DataSetName.Of(data.Files!)) })
        {
            Age(old);
        }

        StaleCacheCleaner.Clear(In("node"));
        new[] { dead, incomplete }.ShouldAllBe(folder => !Directory.Exists(folder));
        Directory.Exists(alive).ShouldBeTrue();
        CachedSets.In(In("node")).ShouldBe([DataSetName.Of(data.Files!)]);
        new ContentAddressedStore(In("node/blobs")).Find(data.Files![0].Sha256).ShouldNotBeNull();
        StaleCacheCleaner.Clear(In("absent"));
    }

    private string Folder(string name)
    {
        var folder = Directory.CreateDirectory(In($"node/{name}")).FullName;
        File.WriteAllText(Path.Combine(folder, "checkpoint.bin"), "x");
        return folder;
    }

    private static void Age(string folder)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .Append(new DirectoryInfo(folder)))
        {
            entry.LastWriteTimeUtc = DateTime.UtcNow.AddDays(-2);
        }
    }
}
