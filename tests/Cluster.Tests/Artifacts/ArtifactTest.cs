using Orchestrator.Client.Artifacts;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Artifacts;
using Orchestrator.Coordinator.Tests.Api;
using Orchestrator.Models.Data;

namespace Orchestrator.Cluster.Tests.Artifacts;

/// <summary>A coordinator's artifacts on a real port, a data set that its submitter has, and the caches of nodes.</summary>
public abstract class ArtifactTest : IAsyncLifetime
{
    private readonly string root = Directory.CreateTempSubdirectory("orchestrator-").FullName;

    internal ArtifactStore Store { get; private set; } = null!;

    internal CoordinatorServer Server { get; private set; } = null!;

    /// <summary>How the coordinator listens.</summary>
    protected virtual WebOptions Options => new(Port: 0);

    public virtual async Task InitializeAsync()
    {
        Store = new ArtifactStore(In("coordinator/blobs"), In("coordinator/sweeps"));
        Server = await CoordinatorServer.StartAsync(Options, new ScriptedGateway(), artifacts: Store);
    }

    public virtual async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(root, recursive: true);
    }

    internal string In(string name) => Path.Combine(root, name);

    internal virtual ArtifactClient Client(Uri? server = null) => new(server ?? Server.Address, null, TimeSpan.FromSeconds(10));

    /// <summary>A table with labels in another folder, described by content.</summary>
    internal DataDefinition Describe(int rows = 2000)
    {
        var random = new Random(5);
        Directory.CreateDirectory(In("submitter/labels"));
        File.WriteAllLines(In("submitter/burden.csv"), Enumerable.Range(0, rows)
            .Select(row => $"s{row},{string.Join(',', Enumerable.Range(0, 20).Select(_ => random.Next(10)))}"));
        File.WriteAllLines(In("submitter/labels/drugs.csv"), Enumerable.Range(0, rows).Select(row => $"s{row},{row % 2}")
            .Prepend("id,resistant"));
        return DataContent.Describe(new DataDefinition(In("submitter/burden.csv"), "burden", "labels=labels/drugs.csv#resistant"));
    }

    /// <summary>Sends the files to the coordinator; the submitter's own are gone afterwards.</summary>
    internal async Task SubmitAsync(DataDefinition data)
    {
        using var client = Client();
        foreach (var (path, file) in DataSetFormats.Of(data).Files(data).Zip(data.Files!))
        {
            (await client.UploadBlobAsync(file.Sha256, path, default)).ShouldBeTrue();
        }

        foreach (var (path, file) in DataSetFormats.Of(data).Files(data).Zip(data.Files!))
        {
            (await client.UploadBlobAsync(file.Sha256, path, default)).ShouldBeFalse();
        }

        Directory.Delete(In("submitter"), recursive: true);
    }
}
