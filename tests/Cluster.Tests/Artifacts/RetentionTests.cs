using Orchestrator.Coordinator.Artifacts;
using Orchestrator.GpuNode.Storage;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Storage;

namespace Orchestrator.Cluster.Tests.Artifacts;

/// <summary>Data that had to make room at the coordinator.</summary>
public sealed class RetentionTests : ArtifactTest
{
    [Fact]
    public async Task Who_submits_a_sweep_on_it_sends_it_again()
    {
        var data = Describe();
        await SubmitAsync(data);
        await ForgetAsync();
        data.Files!.ShouldAllBe(file => Store.Blobs.Find(file.Sha256) == null);
        Describe().ShouldBe(data);
        await SubmitAsync(data); // which asks that each file is sent
        using var coordinator = Client();
        var located = await new DatasetCache(In("node")).LocateAsync(data, new CoordinatorFiles(coordinator), default);
        CheckedFile.HashOf(located.Path).ShouldBe(data.Files![0].Sha256);
    }

    private async Task ForgetAsync()
    {
        foreach (var blob in Store.Blobs.Files())
        {
            File.SetLastAccessTimeUtc(blob.FullName, DateTime.UtcNow.AddDays(-1));
        }

        await using var retention =
            new BlobRetention(Store, 0, _ => Task.FromResult<IReadOnlySet<string>>(new HashSet<string>()), _ => { });
        await retention.TrimAsync();
    }
}
